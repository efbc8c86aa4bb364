package org.vitrine.identity.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.identity.Identity;
import org.vitrine.keystone.ServiceCatalog;
import org.vitrine.keystone.TokenExpiry;
import org.vitrine.spi.identity.RoleNames;

/**
 * What Keystone says about a token it knows.
 *
 * @param identity whose it is, without any service token
 * @param roleNames as Keystone spells them
 * @param expiresAt in milliseconds since 1970
 * @param accessRules what an application credential may be used for; nothing when it may be used for anything
 * @param serviceTypes the kinds of service in its catalog
 * @param binds what the token is bound to (AUTH-14)
 * @param bytes about how much memory this takes
 */
record ConfirmedToken(
        Identity identity,
        List<String> roleNames,
        long expiresAt,
        Optional<List<AccessRule>> accessRules,
        Set<String> serviceTypes,
        Map<String, String> binds,
        long bytes) {
    private static final int BYTES_OF_THE_REST = 2048;

    /**
     * Reads the answer of a validation.
     *
     * @throws org.vitrine.domain.error.VitrineException {@code UNAVAILABLE} when it is no such answer
     */
    static ConfirmedToken read(String token, JsonNode answer) {
        JsonNode data = answer.path("token");
        List<String> roles = new ArrayList<>();
        data.path("roles").forEach(role -> roles.add(role.path("name").asText()));
        ServiceCatalog catalog = new ServiceCatalog(data.path("catalog"));
        Identity identity = new Identity(
                Identity.Kind.CONFIRMED,
                attributes(data),
                roles.stream().map(RoleNames::folded).toList(),
                List.of(),
                token,
                catalog.folded());
        long bytes = BYTES_OF_THE_REST
                + token.length()
                + (identity.catalog() == null ? 0 : identity.catalog().length());
        return new ConfirmedToken(
                identity,
                List.copyOf(roles),
                TokenExpiry.of(data).toEpochMilli(),
                accessRules(data.path("application_credential").path("access_rules")),
                Set.copyOf(catalog.types()),
                binds(data.path("bind")),
                bytes);
    }

    boolean expired(long now) {
        return expiresAt <= now;
    }

    /** The same caller, on whose behalf a service makes the request. */
    Identity with(ConfirmedToken service) {
        Map<String, String> attributes = new HashMap<>(identity.attributes());
        service.identity.attributes().forEach((name, value) -> {
            if (name.startsWith("user_") || name.startsWith("project_")) {
                attributes.put("service_" + name, value);
            }
        });
        return new Identity(
                identity.kind(), attributes, identity.roles(), service.roleNames, identity.token(), identity.catalog());
    }

    /** AUTH-10: what the {@code X-} headers of upstream's filter would say. */
    private static Map<String, String> attributes(JsonNode data) {
        Map<String, String> attributes = new HashMap<>();
        named(attributes, "user", data.path("user"));
        named(attributes, "project", data.path("project"));
        put(attributes, "domain_id", data.path("domain").path("id"));
        put(attributes, "domain_name", data.path("domain").path("name"));
        if (data.path("system").path("all").asBoolean()) {
            attributes.put("system_scope", "all");
        }
        attributes.put("is_admin_project", data.path("is_admin_project").asBoolean(true) ? "True" : "False");
        return attributes;
    }

    private static void named(Map<String, String> attributes, String prefix, JsonNode node) {
        put(attributes, prefix + "_id", node.path("id"));
        put(attributes, prefix + "_name", node.path("name"));
        put(attributes, prefix + "_domain_id", node.path("domain").path("id"));
        put(attributes, prefix + "_domain_name", node.path("domain").path("name"));
    }

    private static void put(Map<String, String> attributes, String name, JsonNode value) {
        if (value.isTextual()) {
            attributes.put(name, value.textValue());
        }
    }

    private static Optional<List<AccessRule>> accessRules(JsonNode rules) {
        if (rules.isMissingNode() || rules.isNull()) {
            return Optional.empty();
        }
        List<AccessRule> read = new ArrayList<>();
        rules.forEach(rule -> read.add(new AccessRule(
                rule.path("service").asText(),
                rule.path("method").asText(),
                rule.path("path").asText())));
        return Optional.of(List.copyOf(read));
    }

    private static Map<String, String> binds(JsonNode bind) {
        Map<String, String> binds = new HashMap<>();
        bind.fieldNames()
                .forEachRemaining(name -> binds.put(name, bind.get(name).asText()));
        return Map.copyOf(binds);
    }
}
