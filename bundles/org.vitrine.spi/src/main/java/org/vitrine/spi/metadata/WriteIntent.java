package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.Optional;

/**
 * One node is about to write one object of one image, or has left something of it. As long as the intent is open, the name
 * in the store is its alone.
 *
 * @param id a UUID
 * @param nodeId which node writes
 * @param imageId which image
 * @param storeId into which store
 * @param blobName under which name
 * @param startedAt when it began, UTC
 * @param reservation what it may add to the usage of a project
 * @param jobId the job that writes; empty where the image's status is saving, or uploading, for the sake of this write
 * @param abandoned whether the write is over and failed, and all that remains to be done is to remove what it left
 */
public record WriteIntent(
        String id,
        String nodeId,
        String imageId,
        String storeId,
        String blobName,
        Instant startedAt,
        Reservation reservation,
        Optional<String> jobId,
        boolean abandoned) {
    /** Of a write that has not failed. */
    public WriteIntent(
            String id,
            String nodeId,
            String imageId,
            String storeId,
            String blobName,
            Instant startedAt,
            Reservation reservation,
            Optional<String> jobId) {
        this(id, nodeId, imageId, storeId, blobName, startedAt, reservation, jobId, false);
    }

    /** Of a write that is no job's and counts against nobody. */
    public WriteIntent(String id, String nodeId, String imageId, String storeId, String blobName, Instant startedAt) {
        this(id, nodeId, imageId, storeId, blobName, startedAt, Reservation.NONE, Optional.empty());
    }

    /** This intent as another node's. */
    public WriteIntent adoptedBy(String otherNode) {
        return new WriteIntent(id, otherNode, imageId, storeId, blobName, startedAt, reservation, jobId, abandoned);
    }

    /** This intent after its write has failed: it reserves nothing any more. */
    public WriteIntent afterFailure() {
        return new WriteIntent(id, nodeId, imageId, storeId, blobName, startedAt, Reservation.NONE, jobId, true);
    }
}
