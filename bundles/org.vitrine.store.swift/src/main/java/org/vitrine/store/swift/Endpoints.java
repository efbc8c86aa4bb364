package org.vitrine.store.swift;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Where an account is (STORE-SWIFT-13 to -15).
 *
 * @param override instead of what a login or a catalog tells; may name the project by a placeholder
 * @param serviceType of Swift in catalogs
 * @param endpointType such as {@code publicURL}
 * @param region any when absent
 */
record Endpoints(Optional<String> override, String serviceType, String endpointType, Optional<String> region) {
    /** The configured one. */
    Optional<URI> configured() {
        return override.map(Endpoints::address);
    }

    /** The configured one, for that project. */
    Optional<URI> configured(String projectId) {
        return override.map(text -> text.replace("%(project_id)s", projectId)
                        .replace("%(tenant_id)s", projectId)
                        .replace("$(project_id)s", projectId)
                        .replace("$(tenant_id)s", projectId))
                .map(Endpoints::address);
    }

    /** The first that fits, of a catalog in Keystone's form or in that of the header {@code X-Service-Catalog}. */
    Optional<URI> in(JsonNode catalog) {
        String bare = endpointType.replaceFirst("URL$", "").toLowerCase(Locale.ROOT);
        for (JsonNode service : catalog) {
            if (!service.path("type").asText().equals(serviceType)) {
                continue;
            }
            for (JsonNode endpoint : service.path("endpoints")) {
                String name = endpoint.path("region")
                        .asText(endpoint.path("region_id").asText(""));
                if (region.isPresent() && !region.get().equals(name)) {
                    continue;
                }
                String url = endpoint.path("interface").asText().equals(bare)
                        ? endpoint.path("url").asText()
                        : endpoint.path(bare + "URL").asText("");
                if (!url.isEmpty()) {
                    return Optional.of(address(url));
                }
            }
        }
        return Optional.empty();
    }

    /** {@code UNAVAILABLE} when the text is no address of the web. */
    static URI address(String text) {
        String bare = text.strip().replaceAll("/+$", "");
        try {
            URI uri = URI.create(bare.contains("://") ? bare : "https://" + bare);
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "an address of Swift's is none", e);
        }
        throw new VitrineException(ErrorKind.UNAVAILABLE, "an address of Swift's is none");
    }
}
