package org.vitrine.quota.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of Keystone's endpoints this service is: by id, or by what tells it from all others (QUOTA-10, QUOTA-11).
 *
 * @param id the endpoint's, or else nothing
 */
record ImageEndpoint(
        Optional<String> id,
        Optional<String> serviceType,
        Optional<String> serviceName,
        Optional<String> region,
        Optional<String> endpointInterface) {

    /** @throws IllegalArgumentException when nothing says which endpoint it is */
    ImageEndpoint {
        if (id.isEmpty() && serviceType.isEmpty() && serviceName.isEmpty()) {
            throw new IllegalArgumentException("endpoint.id: missing, and endpoint.service.type is too");
        }
    }

    /** Whose limits it has. */
    record Place(String serviceId, Optional<String> regionId) {}

    Place find(KeystoneReader keystone) {
        JsonNode endpoint = id.isPresent()
                ? keystone.read("/endpoints/" + KeystoneReader.encoded(id.get()), Map.of())
                        .path("endpoint")
                : search(keystone);
        String service = endpoint.path("service_id").asText("");
        if (service.isEmpty()) {
            throw Unreadable.because("Keystone does not say which service the endpoint is of");
        }
        return new Place(
                service,
                Optional.ofNullable(endpoint.path("region_id").textValue()).filter(name -> !name.isEmpty()));
    }

    private JsonNode search(KeystoneReader keystone) {
        Map<String, String> asked = new TreeMap<>();
        serviceType.ifPresent(type -> asked.put("type", type));
        serviceName.ifPresent(name -> asked.put("name", name));
        JsonNode service = only("service", keystone.read("/services", asked).path("services"));
        Map<String, String> endpoints = new TreeMap<>();
        endpoints.put("service_id", service.path("id").asText());
        region.ifPresent(name -> endpoints.put("region_id", name));
        endpointInterface.ifPresent(name -> endpoints.put("interface", name));
        return only("endpoint", keystone.read("/endpoints", endpoints).path("endpoints"));
    }

    private static JsonNode only(String what, JsonNode found) {
        List<JsonNode> all = new ArrayList<>();
        found.forEach(all::add);
        if (all.size() != 1) {
            throw Unreadable.because("Keystone knows " + all.size() + " of this service's " + what
                    + "s, and must know exactly one: set endpoint.id");
        }
        return all.get(0);
    }
}
