package org.vitrine.policy.oslo.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;

/** What rules may know of a caller, by name and in the form in which they compare (POL-13, POL-14). */
public final class Credentials {
    private static final List<String> ADMIN = List.of("admin");
    private static final List<String> CURRENT_NAMES = List.of(
            "user_id",
            "user_domain_id",
            "system_scope",
            "system",
            "domain_id",
            "project_id",
            "project_domain_id",
            "roles",
            "is_admin_project",
            "service_user_id",
            "service_user_domain_id",
            "service_project_id",
            "service_project_domain_id",
            "service_roles");

    private Credentials() {}

    /** All that rules may know, by the names in use today: texts, and lists of texts. */
    public static Map<String, Object> of(RequestContext caller) {
        Map<String, Object> credentials = new LinkedHashMap<>();
        for (String name : CURRENT_NAMES) {
            Object value = find(caller, name);
            if (value != null) {
                credentials.put(name, value);
            }
        }
        return credentials;
    }

    /** Where nobody proves who they are, the caller is an administrator without a role of its own (AUTH-8). */
    static List<String> roles(RequestContext caller) {
        return caller.identity().kind() == Identity.Kind.UNAUTHENTICATED_ADMIN
                ? ADMIN
                : caller.identity().roles();
    }

    /** A text, a list of texts, or null when there is no such credential. */
    static Object find(RequestContext caller, String name) {
        return switch (name) {
            case "roles" -> roles(caller);
            case "service_roles" -> caller.identity().serviceRoles();
            case "is_admin" -> caller.admin() ? "True" : "False";
            case "is_admin_project" -> attribute(caller, name, "True");
            case "system" -> attribute(caller, "system_scope", null);
            case "tenant", "tenant_id", "owner" -> attribute(caller, "project_id", "None");
            case "user" -> attribute(caller, "user_id", "None");
            case "user_id",
                    "user_domain_id",
                    "system_scope",
                    "domain_id",
                    "project_id",
                    "project_domain_id",
                    "service_user_id",
                    "service_user_domain_id",
                    "service_project_id",
                    "service_project_domain_id" -> attribute(caller, name, "None");
            default -> null;
        };
    }

    private static String attribute(RequestContext caller, String name, String otherwise) {
        return caller.identity().attributes().getOrDefault(name, otherwise);
    }
}
