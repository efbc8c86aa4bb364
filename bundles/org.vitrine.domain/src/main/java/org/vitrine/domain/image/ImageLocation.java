package org.vitrine.domain.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One place where an image's bytes lie (DB-12, STORE-2).
 *
 * @param url what the store knows the data by, such as {@code file:///var/lib/glance/images/ID}; may hold credentials
 *     (S3, Swift), so it never goes to a log
 * @param metadata values are strings, lists or maps; the key {@code store} names the store in a multi-store server
 */
public record ImageLocation(String url, Map<String, Object> metadata) {
    /** The metadata key that names the store (STORE-3). */
    public static final String STORE = "store";

    /** Copies the metadata, and the lists and maps in it. */
    public ImageLocation {
        Objects.requireNonNull(url);
        Map<String, Object> copy = new HashMap<>();
        metadata.forEach((key, value) -> copy.put(key, frozen(value)));
        metadata = Map.copyOf(copy);
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, frozen(inner)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(frozen(inner)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    /** The id of the store that holds the data, where the location says it. */
    public Optional<String> storeId() {
        return metadata.get(STORE) instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** The same place, with the id of the store that holds it. */
    public ImageLocation inStore(String storeId) {
        Map<String, Object> named = new HashMap<>(metadata);
        named.put(STORE, storeId);
        return new ImageLocation(url, named);
    }
}
