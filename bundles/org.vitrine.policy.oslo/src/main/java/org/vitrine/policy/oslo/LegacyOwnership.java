package org.vitrine.policy.oslo;

import java.util.Set;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * The checks outside all rules that apply while neither scope nor new defaults are enforced (POL-41, POL-90): whatever a
 * file says, who is no administrator changes images of its own project alone, shares those alone, and says of others'
 * images alone what it makes of them.
 */
final class LegacyOwnership {
    private static final Set<String> CHANGES = Set.of(
            "delete_image",
            "delete_image_location",
            "upload_image",
            "modify_image",
            "deactivate",
            "reactivate",
            "add_member");

    private final boolean on;

    LegacyOwnership(boolean on) {
        this.on = on;
    }

    boolean permits(RequestContext context, String rule, PolicyTarget target) {
        if (!on || context.admin()) {
            return true;
        }
        String project = context.projectId();
        boolean owns = project == null ? "None".equals(target.value("owner")) : project.equals(target.value("owner"));
        return switch (rule) {
            case "modify_member" -> !owns;
            case "add_image", "delete_member" -> owns;
            default -> !CHANGES.contains(rule) || project != null && owns;
        };
    }
}
