package org.vitrine.policy.oslo;

import java.util.Set;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * The checks outside all rules that apply while neither scope nor new defaults are enforced (POL-41, POL-90): whatever a
 * file says, who is no administrator changes images of its own project alone.
 */
final class LegacyOwnership {
    private static final Set<String> CHANGES = Set.of(
            "add_image",
            "delete_image",
            "delete_image_location",
            "upload_image",
            "modify_image",
            "deactivate",
            "reactivate");

    private final boolean on;

    LegacyOwnership(boolean on) {
        this.on = on;
    }

    boolean permits(RequestContext context, String rule, PolicyTarget target) {
        if (!on || !CHANGES.contains(rule) || context.admin()) {
            return true;
        }
        String project = context.projectId();
        String owner = target.value("owner");
        if (project == null) {
            return rule.equals("add_image") && "None".equals(owner);
        }
        return project.equals(owner);
    }
}
