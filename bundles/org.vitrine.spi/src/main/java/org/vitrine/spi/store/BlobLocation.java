package org.vitrine.spi.store;

import java.util.Map;
import java.util.Objects;

/**
 * Where data lies.
 *
 * @param url in the form of the store's scheme; may hold credentials, never logged
 * @param metadata what the store asked to be kept with it
 */
public record BlobLocation(String url, Map<String, Object> metadata) {
    /** Copies the metadata. */
    public BlobLocation {
        Objects.requireNonNull(url);
        metadata = Map.copyOf(metadata);
    }

    /** Hides the URL, as it may hold credentials. */
    @Override
    public String toString() {
        int scheme = url.indexOf(':');
        return scheme < 0 ? "location" : url.substring(0, scheme) + "://…";
    }
}
