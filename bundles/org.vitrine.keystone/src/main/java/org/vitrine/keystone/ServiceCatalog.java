package org.vitrine.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The catalog in a token: which services there are, and where. */
public final class ServiceCatalog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode services;

    /** @param services the array as Keystone's v3 API has it or as {@link #folded()} makes it, or a missing node */
    public ServiceCatalog(JsonNode services) {
        this.services = services;
    }

    /**
     * The catalog in that text.
     *
     * @param json an array in one of the two forms; anything else is {@code INVALID}
     */
    public static ServiceCatalog parse(String json) {
        try {
            JsonNode services = JSON.readTree(json);
            if (services.isArray()) {
                return new ServiceCatalog(services);
            }
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.INVALID, "The service catalog is no JSON", e);
        }
        throw new VitrineException(ErrorKind.INVALID, "The service catalog is no list of services");
    }

    /** The kinds of service in it. */
    public Set<String> types() {
        Set<String> types = new HashSet<>();
        services.forEach(service -> types.add(service.path("type").asText()));
        return types;
    }

    /**
     * The first endpoint of that kind.
     *
     * @param region nothing for any
     */
    public Optional<String> endpoint(String type, String endpointInterface, Optional<String> region) {
        for (JsonNode service : services) {
            if (!service.path("type").asText().equals(type)) {
                continue;
            }
            for (JsonNode endpoint : service.path("endpoints")) {
                Optional<String> url = url(endpoint, endpointInterface);
                if (url.isPresent()
                        && region.map(wanted -> wanted.equals(region(endpoint))).orElse(true)) {
                    return url;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The text of {@code X-Service-Catalog}: one object for each service, in which the endpoints of one region are one
     * object (AUTH-13). Null when there is no catalog.
     */
    public String folded() {
        if (!services.isArray()) {
            return null;
        }
        ArrayNode folded = JsonNodeFactory.instance.arrayNode();
        for (JsonNode service : services) {
            ObjectNode one = folded.addObject();
            one.put("type", service.path("type").asText());
            if (service.hasNonNull("name")) {
                one.put("name", service.get("name").asText());
            }
            ArrayNode endpoints = one.putArray("endpoints");
            Map<String, ObjectNode> regions = new HashMap<>();
            for (JsonNode endpoint : service.path("endpoints")) {
                String name = region(endpoint);
                ObjectNode region = regions.computeIfAbsent(name, unseen -> {
                    ObjectNode fresh = endpoints.addObject();
                    return name.isEmpty() ? fresh : fresh.put("region", name);
                });
                String key = endpoint.path("interface").asText().toLowerCase(Locale.ROOT) + "URL";
                region.put(key, endpoint.path("url").asText());
            }
        }
        return folded.toString();
    }

    private static Optional<String> url(JsonNode endpoint, String endpointInterface) {
        JsonNode url = endpoint.path("interface").asText().equals(endpointInterface)
                ? endpoint.path("url")
                : endpoint.path(endpointInterface + "URL");
        return Optional.of(url.asText()).filter(text -> !text.isEmpty());
    }

    private static String region(JsonNode endpoint) {
        return endpoint.path("region").asText(endpoint.path("region_id").asText(""));
    }
}
