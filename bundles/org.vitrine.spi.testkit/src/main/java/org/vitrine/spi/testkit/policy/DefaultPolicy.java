package org.vitrine.spi.testkit.policy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * The default policies of contract section 7.2, written out, and any other that a test sets. What has no rule is for
 * administrators only. Safe for many threads.
 */
public final class DefaultPolicy implements PolicyEnforcer {
    private static final String NONE = "None";
    private static final BiPredicate<RequestContext, PolicyTarget> ADMIN = (context, target) -> context.admin();

    private final Map<String, BiPredicate<RequestContext, PolicyTarget>> rules = new ConcurrentHashMap<>();
    private final Drain drain = new Drain();

    /** The defaults of 2023.2. */
    public DefaultPolicy() {
        rules.put("context_is_admin", (context, target) -> hasRole(context, "admin"));
        rules.put("get_images", role("reader", DefaultPolicy::owns));
        rules.put("get_image", role("reader", DefaultPolicy::sees));
        rules.put("download_image", role("member", DefaultPolicy::sees));
        rules.put("get_image_location", role("reader", DefaultPolicy::owns));
        rules.put("add_image", role("member", DefaultPolicy::owns));
        for (String rule : new String[] {
            "modify_image",
            "delete_image",
            "upload_image",
            "communitize_image",
            "set_image_location",
            "add_member",
            "delete_member",
            "deactivate",
            "reactivate"
        }) {
            rules.put(rule, role("member", DefaultPolicy::owns));
        }
        rules.put(
                "get_member", role("reader", (context, target) -> owns(context, target) || isMember(context, target)));
        rules.put("get_members", rules.get("get_member"));
        rules.put("modify_member", role("member", DefaultPolicy::isMember));
        for (String rule : new String[] {
            "get_metadef_namespace",
            "get_metadef_object",
            "get_metadef_objects",
            "get_metadef_property",
            "get_metadef_properties",
            "get_metadef_resource_type",
            "get_metadef_tag",
            "get_metadef_tags",
            "list_metadef_resource_types"
        }) {
            rules.put(
                    rule,
                    role("reader", (context, target) -> owns(context, target) || hasVisibility(target, "public")));
        }
        rules.put("get_metadef_namespaces", role("reader", DefaultPolicy::owns));
    }

    /** From now on the rule lets everybody. Returns this policy. */
    public DefaultPolicy allow(String rule) {
        return set(rule, (context, target) -> true);
    }

    /** From now on the rule lets nobody, administrators neither. Returns this policy. */
    public DefaultPolicy deny(String rule) {
        return set(rule, (context, target) -> false);
    }

    /** From now on this decides for the rule. Returns this policy. */
    public DefaultPolicy set(String rule, BiPredicate<RequestContext, PolicyTarget> decision) {
        rules.put(rule, decision);
        return this;
    }

    @Override
    public Decision decide(RequestContext context, String rule, PolicyTarget target) {
        return rules.getOrDefault(rule, ADMIN).test(context, target) ? Decision.ALLOWED : Decision.DENIED;
    }

    @Override
    public String explain(RequestContext context, String rule, PolicyTarget target) {
        return rule + ": " + decide(context, rule, target);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    private static BiPredicate<RequestContext, PolicyTarget> role(
            String role, BiPredicate<RequestContext, PolicyTarget> condition) {
        return (context, target) -> context.admin() || (hasRole(context, role) && condition.test(context, target));
    }

    private static boolean hasRole(RequestContext context, String role) {
        return context.identity().roles().contains(role);
    }

    private static boolean owns(RequestContext context, PolicyTarget target) {
        return project(context).equals(target.value("project_id"));
    }

    private static boolean isMember(RequestContext context, PolicyTarget target) {
        return context.projectId() != null && project(context).equals(target.value("member_id"));
    }

    private static boolean sees(RequestContext context, PolicyTarget target) {
        return owns(context, target)
                || isMember(context, target)
                || hasVisibility(target, "community")
                || hasVisibility(target, "public")
                || hasVisibility(target, "shared");
    }

    private static boolean hasVisibility(PolicyTarget target, String visibility) {
        return visibility.equals(target.value("visibility"));
    }

    /** A caller without project owns what has no owner, as the policy language compares texts. */
    private static String project(RequestContext context) {
        return Objects.requireNonNullElse(context.projectId(), NONE);
    }
}
