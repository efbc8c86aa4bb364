package org.vitrine.core.access;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.plugins.CurrentPolicy;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;

/** Tells an operator what the policy engine says to a request that nobody made, and why. Nothing is done. */
@Component(service = PolicyExplanation.class)
public final class PolicyExplanation {
    private static final String REQUEST = "policy-check";

    private final CurrentPolicy policies;
    private final CurrentRepository repositories;

    /** Uses the drivers of the moment. */
    @Activate
    public PolicyExplanation(@Reference CurrentPolicy policies, @Reference CurrentRepository repositories) {
        this.policies = policies;
        this.repositories = repositories;
    }

    /** In lines, the first of which is about the caller; the target has these values. */
    public String explain(Identity caller, String rule, Map<String, String> target) {
        try (Lease<PolicyEnforcer> lease = policies.lease()) {
            RequestContext context = context(lease.get(), caller);
            return about(context) + lease.get().explain(context, rule, PolicyTarget.of(target));
        }
    }

    /** As above, for an image that there is, whether or not the caller may know of it; else {@code NOT_FOUND}. */
    public String explain(Identity caller, String rule, String imageId) {
        try (Lease<PolicyEnforcer> lease = policies.lease()) {
            RequestContext context = context(lease.get(), caller);
            ImageView view = find(imageId, context.projectId());
            PolicyTarget target = new ImageTarget(context, view, view.image().properties());
            return about(context) + lease.get().explain(context, rule, target);
        }
    }

    private ImageView find(String imageId, String projectId) {
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            return lease.get()
                    .images()
                    .find(imageId, new Viewer(projectId, true))
                    .orElseThrow(() -> Authorizer.notFound(imageId));
        }
    }

    /** The caller as a request of his would have him (AUTH-11). */
    private static RequestContext context(PolicyEnforcer engine, Identity caller) {
        RequestContext plain = new RequestContext(REQUEST, caller, false, "");
        boolean admin = engine.decide(plain, "context_is_admin", caller.attributes()::get) == Decision.ALLOWED;
        return new RequestContext(REQUEST, caller, admin, "");
    }

    private static String about(RequestContext context) {
        return "The caller is " + (context.admin() ? "an" : "no") + " administrator (context_is_admin).\n";
    }
}
