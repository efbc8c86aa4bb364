package org.vitrine.metadata.jpa.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The metadata of locations as the JSON text that Glance keeps them as (DB-12). */
final class LocationMetadata {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private LocationMetadata() {}

    static String toText(Map<String, Object> metadata) {
        try {
            return JSON.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.INVALID, "The metadata of a location is no JSON.", e);
        }
    }

    /** Without the nulls that Glance lets in and nothing asks for. */
    static Map<String, Object> ofText(String text) {
        if (text == null || text.isEmpty() || "{}".equals(text)) {
            return Map.of();
        }
        try {
            Map<String, Object> metadata = JSON.readValue(text, MAP);
            if (metadata == null) {
                return Map.of();
            }
            metadata.values().removeIf(value -> value == null);
            return metadata;
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new VitrineException(ErrorKind.INTERNAL, "The database holds location metadata that is no JSON.", e);
        }
    }
}
