package org.vitrine.domain.image;

import java.util.HashMap;
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

    /** Copies the metadata. */
    public ImageLocation {
        Objects.requireNonNull(url);
        metadata = Map.copyOf(metadata);
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
