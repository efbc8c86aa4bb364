package org.vitrine.core.access;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.plugins.CurrentPolicy;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;

/** Asks the policy engine, and turns a no into the right error: 403 to those who may see the image, else 404 (POL-30). */
@Component(service = Authorizer.class)
public final class Authorizer {
    private static final String SEE = "get_image";

    private final CurrentPolicy policies;

    /** Asks the engine of the moment. */
    @Activate
    public Authorizer(@Reference CurrentPolicy policies) {
        this.policies = policies;
    }

    /** Whether the rule lets the caller do that to the target. */
    public boolean allows(RequestContext context, String rule, PolicyTarget target) {
        try (Lease<PolicyEnforcer> lease = policies.lease()) {
            return lease.get().decide(context, rule, target) == Decision.ALLOWED;
        }
    }

    /** Whether the rule lets the caller do that to the image. */
    public boolean allows(RequestContext context, String rule, ImageView view) {
        return allows(context, rule, new ImageTarget(context, view, view.image().properties()));
    }

    /** {@code FORBIDDEN} unless the rule lets the caller do that to the target. */
    public void require(RequestContext context, String rule, PolicyTarget target) {
        if (!allows(context, rule, target)) {
            throw forbidden(rule);
        }
    }

    /** Whether the rule lets the caller do that in its own project (POL-3). */
    public boolean allowsOnOwnProject(RequestContext context, String rule) {
        return allows(context, rule, ImageTarget.ofProject(context.projectId()));
    }

    /** {@code FORBIDDEN} unless the caller may do that in its own project (POL-3). */
    public void requireOnOwnProject(RequestContext context, String rule) {
        require(context, rule, ImageTarget.ofProject(context.projectId()));
    }

    /** {@code FORBIDDEN} unless the caller may create such an image. */
    public void requireOnNew(RequestContext context, String rule, String owner, Visibility visibility) {
        require(context, rule, ImageTarget.ofNew(owner, visibility));
    }

    /** {@code NOT_FOUND} unless the policy lets the caller see the image. */
    public void requireVisible(RequestContext context, ImageView view) {
        if (!allows(context, SEE, view)) {
            throw notFound(view.image().id());
        }
    }

    /** {@code FORBIDDEN}, or {@code NOT_FOUND} to those who may not even see it, unless the rule lets the caller do that to the image. */
    public void require(RequestContext context, String rule, ImageView view) {
        require(context, rule, view, view.image().properties());
    }

    /** As {@link #require(RequestContext, String, ImageView)}, with other properties than the image's own. */
    public void require(RequestContext context, String rule, ImageView view, Map<String, String> properties) {
        PolicyTarget target = new ImageTarget(context, view, properties);
        if (allows(context, rule, target)) {
            return;
        }
        if (!allows(context, SEE, target)) {
            throw notFound(view.image().id());
        }
        throw forbidden(rule);
    }

    /** {@code FORBIDDEN} for all but administrators and the owning project, whatever the policy lets them (VIS-3). */
    public void requireOwner(RequestContext context, Image image) {
        boolean owner = image.owner() != null && image.owner().equals(context.projectId());
        if (!owner && !context.admin()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "You do not own this image");
        }
    }

    /** {@code FORBIDDEN} for a caller that may only read (AUTH-9). */
    public void requireWriter(RequestContext context) {
        if (context.readOnly()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Read-only access");
        }
    }

    /** What an unknown image, or one the caller may not know of, is answered with (ERR-11). */
    public static VitrineException notFound(String imageId) {
        return new VitrineException(ErrorKind.NOT_FOUND, "No image found with ID " + imageId);
    }

    private static VitrineException forbidden(String rule) {
        return new VitrineException(ErrorKind.FORBIDDEN, "You are not authorized to complete " + rule + " action.");
    }
}
