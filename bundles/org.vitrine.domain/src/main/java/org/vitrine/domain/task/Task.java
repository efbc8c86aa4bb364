package org.vitrine.domain.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.json.JsonObject;

/**
 * A task as the database has it (DB-15, DB-16).
 *
 * @param id a UUID
 * @param type what is to be done, such as {@code api_image_import}; 30 characters at most
 * @param status how far it is
 * @param owner project id, or null when nobody owns it
 * @param input what it is to be done with, or null when not read
 * @param result what came of it; null unless it succeeded
 * @param message for its owner to read; empty when there is nothing to say (TASK-7)
 * @param expiresAt from when on it is not shown any more; null until it ends (TASK-9)
 * @param imageId the image it works on, or null
 * @param requestId of the request that made it, or null
 * @param userId who made it, or null
 * @param createdAt UTC
 * @param updatedAt UTC
 */
public record Task(
        String id,
        String type,
        TaskStatus status,
        String owner,
        JsonObject input,
        JsonObject result,
        String message,
        Instant expiresAt,
        String imageId,
        String requestId,
        String userId,
        Instant createdAt,
        Instant updatedAt) {
    /** Checks what may not be null; no message is an empty one. */
    public Task {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        Objects.requireNonNull(status);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(updatedAt);
        message = message == null ? "" : message;
    }

    /** Whether the viewer may know of this task: administrators, its owner, and everybody when it has none. */
    public boolean visibleTo(Viewer viewer) {
        return viewer.admin() || owner == null || owner.equals(viewer.projectId());
    }

    /** Whether the task is not shown any more (TASK-24). */
    public boolean expiredAt(Instant now) {
        return expiresAt != null && expiresAt.isBefore(now);
    }

    /** The task at work; {@code CONFLICT} unless it is pending. */
    public Task begun(Instant now) {
        return moved(TaskStatus.PROCESSING, result, message, null, now);
    }

    /** The task with other words for its owner; its status stays. */
    public Task saying(String words, Instant now) {
        return copy(status, result, words, expiresAt, now);
    }

    /** The task with its result; {@code CONFLICT} unless it is at work. It expires {@code timeToLive} from now (TASK-9). */
    public Task succeeded(JsonObject outcome, Instant now, Duration timeToLive) {
        return moved(TaskStatus.SUCCESS, Objects.requireNonNull(outcome), message, now.plus(timeToLive), now);
    }

    /** The task that came to nothing; {@code CONFLICT} when it has ended already. It expires {@code timeToLive} from now. */
    public Task failed(String reason, Instant now, Duration timeToLive) {
        return moved(TaskStatus.FAILURE, result, reason, now.plus(timeToLive), now);
    }

    private Task moved(TaskStatus target, JsonObject outcome, String words, Instant expiry, Instant now) {
        if (!status.mayBecome(target)) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "Status transition from " + status.wireName() + " to " + target.wireName() + " is not allowed.");
        }
        return copy(target, outcome, words, expiry, now);
    }

    private Task copy(TaskStatus newStatus, JsonObject outcome, String words, Instant expiry, Instant now) {
        return new Task(
                id, type, newStatus, owner, input, outcome, words, expiry, imageId, requestId, userId, createdAt, now);
    }

    /** The task without input, result and message, as lists show it (TASK-10). */
    public Task stub() {
        return new Task(
                id, type, status, owner, null, null, "", expiresAt, imageId, requestId, userId, createdAt, updatedAt);
    }
}
