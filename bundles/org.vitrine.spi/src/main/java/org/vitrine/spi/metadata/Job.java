package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.vitrine.domain.json.JsonObject;

/**
 * A piece of background work as the database has it (design §3): what is to be done, who does it, and how far it is.
 *
 * @param id a UUID, that of the task where a task shows the job to clients
 * @param kind who knows how to do it, such as {@code import}; 64 characters at most
 * @param imageId the image that it works on, which has no other job meanwhile; empty for work on no image
 * @param payload what is to be done, without anything secret
 * @param step the step that runs, 64 characters at most; empty before the first
 * @param bytesDone of that step
 * @param bytesTotal of that step, or null where nobody knows
 * @param attempts how often it was taken
 * @param fence the number of the last taking: 0 before the first, and larger each time
 * @param nodeId which node took it last, or null; a job that was released keeps it
 * @param leaseUntil until when that node has it; null when nobody does
 * @param lastError why the last attempt ended, in words for an operator, or null
 * @param createdAt UTC
 */
public record Job(
        String id,
        String kind,
        Optional<String> imageId,
        JsonObject payload,
        String step,
        long bytesDone,
        Long bytesTotal,
        int attempts,
        long fence,
        String nodeId,
        Instant leaseUntil,
        String lastError,
        Instant createdAt) {

    /** Checks what may not be null. */
    public Job {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(imageId);
        Objects.requireNonNull(payload);
        Objects.requireNonNull(step);
        Objects.requireNonNull(createdAt);
    }

    /** A job that nobody has taken yet. */
    public static Job fresh(String id, String kind, Optional<String> imageId, JsonObject payload, Instant createdAt) {
        return new Job(id, kind, imageId, payload, "", 0, null, 0, 0, null, null, null, createdAt);
    }

    /** Whether somebody has it then. */
    public boolean isLeasedAt(Instant time) {
        return leaseUntil != null && leaseUntil.isAfter(time);
    }
}
