package org.vitrine.core.images;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** What a client says about a location: text, lists and objects of them (LOC-13). */
final class LocationMetadata {
    private LocationMetadata() {}

    /** The metadata of a location as the API has it. */
    static Map<String, Object> of(Map<?, ?> location) {
        Map<String, Object> metadata = new HashMap<>();
        if (location.get("metadata") instanceof Map<?, ?> given) {
            requireValid(given);
            given.forEach((key, value) -> metadata.put(String.valueOf(key), value));
        }
        return metadata;
    }

    private static void requireValid(Object value) {
        if (value instanceof String text) {
            StorableText.require("location metadata", text);
        } else if (value instanceof List<?> list) {
            list.forEach(LocationMetadata::requireValid);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                requireValid(key);
                requireValid(inner);
            });
        } else {
            throw new VitrineException(
                    ErrorKind.INVALID, "Location metadata must be made of strings, lists and objects.");
        }
    }
}
