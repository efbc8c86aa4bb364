package org.vitrine.spi.metadata;

import java.time.Instant;

/**
 * One node is about to write one object of one image.
 *
 * @param id a UUID
 * @param nodeId which node writes
 * @param imageId which image
 * @param storeId into which store
 * @param blobName under which name
 * @param startedAt when it began, UTC
 * @param reservation what it may add to the usage of a project
 */
public record WriteIntent(
        String id,
        String nodeId,
        String imageId,
        String storeId,
        String blobName,
        Instant startedAt,
        Reservation reservation) {
    /** Of a write that counts against nobody. */
    public WriteIntent(String id, String nodeId, String imageId, String storeId, String blobName, Instant startedAt) {
        this(id, nodeId, imageId, storeId, blobName, startedAt, Reservation.NONE);
    }
}
