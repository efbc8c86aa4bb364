package org.vitrine.importing.glancedownload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The caller's service catalog, as AUTH-13 has it. */
final class RegionCatalog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode services;

    /** @param text JSON, or null for a caller without a catalog */
    RegionCatalog(String text) {
        try {
            services = JSON.readTree(text == null ? "[]" : text);
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.INVALID, "The service catalog is no JSON", e);
        }
    }

    /**
     * Where the Image service of a region is, without slash and version at the end.
     *
     * @param region in any case
     * @param endpointInterface such as public
     */
    Optional<String> imageService(String region, String endpointInterface) {
        for (JsonNode service : services) {
            if (!service.path("type").asText().equals("image")) {
                continue;
            }
            for (JsonNode endpoint : service.path("endpoints")) {
                if (endpoint.path("region").asText().equalsIgnoreCase(region)) {
                    return Optional.ofNullable(
                                    endpoint.path(endpointInterface + "URL").textValue())
                            .map(url -> url.replaceFirst("/*(?:v2/*)?$", ""));
                }
            }
        }
        return Optional.empty();
    }
}
