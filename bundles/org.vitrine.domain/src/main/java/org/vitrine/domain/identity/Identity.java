package org.vitrine.domain.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an identity driver found out about a caller (contract section 7.1).
 *
 * @param kind how the caller came to be known
 * @param attributes facts by the credential names of the policy language (POL-13): {@code user_id}, {@code user_name},
 *     {@code user_domain_id}, {@code project_id}, {@code project_name}, {@code project_domain_id}, {@code domain_id},
 *     {@code system_scope}, {@code service_user_id}, {@code service_project_id}, {@code service_user_domain_id},
 *     {@code service_project_domain_id}, {@code is_admin_project}; absent ones are missing, values are never null
 * @param roles lower-case (AUTH-3)
 * @param serviceRoles roles of the service token, as given
 * @param token the caller's token, or null; never logged
 * @param catalog the service catalog as JSON text (AUTH-13 of the operator contract), or null
 */
public record Identity(
        Kind kind,
        Map<String, String> attributes,
        List<String> roles,
        List<String> serviceRoles,
        String token,
        String catalog) {

    /** How a caller came to be known. */
    public enum Kind {
        /** Its credentials were confirmed. */
        CONFIRMED,
        /** It gave none, or wrong ones: reads only, where the server allows that at all (AUTH-9). */
        ANONYMOUS,
        /** The server asks nobody who they are: an administrator without user and project (AUTH-8). */
        UNAUTHENTICATED_ADMIN
    }

    /** The identity of {@link Kind#ANONYMOUS}. */
    public static final Identity ANONYMOUS = new Identity(Kind.ANONYMOUS, Map.of(), List.of(), List.of(), null, null);

    /** The identity of {@link Kind#UNAUTHENTICATED_ADMIN}. */
    public static final Identity UNAUTHENTICATED_ADMIN =
            new Identity(Kind.UNAUTHENTICATED_ADMIN, Map.of(), List.of(), List.of(), null, null);

    /** Copies the collections. */
    public Identity {
        Objects.requireNonNull(kind);
        attributes = Map.copyOf(attributes);
        roles = List.copyOf(roles);
        serviceRoles = List.copyOf(serviceRoles);
    }

    /** The user's id, or null. */
    public String userId() {
        return attributes.get("user_id");
    }

    /** The project's id, or null. */
    public String projectId() {
        return attributes.get("project_id");
    }

    /** Everything but the token and the catalog. */
    @Override
    public String toString() {
        return "Identity" + new LinkedHashMap<>(Map.of("kind", kind, "attributes", attributes, "roles", roles));
    }
}
