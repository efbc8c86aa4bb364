package org.vitrine.spi.store;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a store is and can do (DISC-2, DISC-4, STORE-1).
 *
 * @param id what operators and clients call it
 * @param type such as {@code file}, {@code s3}
 * @param text the operator's words about it
 * @param weight higher is tried first for downloads (STORE-36)
 * @param schemes of the URLs that it reads
 * @param capabilities what it can do
 * @param properties shown to administrators by {@code GET /v2/info/stores/detail}; strings, numbers, booleans; no secrets
 */
public record StoreDescription(
        String id,
        String type,
        Optional<String> text,
        int weight,
        Set<String> schemes,
        Set<Capability> capabilities,
        Map<String, Object> properties) {

    /** What a store may be able to do. */
    public enum Capability {
        /** Takes new data. Without it the store is read-only. */
        WRITE,
        /** Removes data. */
        DELETE,
        /** Reads from any offset at the cost of what is read. */
        RANDOM_ACCESS,
        /** Clients may register locations of its scheme through the API (STORE-41). */
        EXTERNAL_LOCATIONS,
        /** Its backend decides by itself who may read, and must be told (STORE-14). */
        OWN_PERMISSIONS
    }

    /** Copies the collections. */
    public StoreDescription {
        schemes = Set.copyOf(schemes);
        capabilities = Set.copyOf(capabilities);
        properties = Map.copyOf(properties);
    }

    /** Whether the store can do that. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
