package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskQuery;
import org.vitrine.domain.task.TaskStatus;

/** Tasks. Deleted ones keep their rows until they are purged (DB-53) and are otherwise invisible. */
@ConsumerType
public interface TaskRepository {
    /** Adds a task; {@code CONFLICT} when its id is or was taken. */
    void create(Task task);

    /** The task of that id, if it lives, whoever may see it. */
    Optional<Task> find(String id);

    /** A page of {@linkplain Task#stub() stubs}; {@code NOT_FOUND} when the marker is no living task. */
    List<Task> list(TaskQuery query);

    /** The tasks of an image that the viewer may see and that have not expired, oldest first (TASK-22). */
    List<Task> ofImage(String imageId, Viewer viewer, Instant now);

    /**
     * Writes status, result, message, expiry and {@code updatedAt}, if the row still has the expected status.
     *
     * @return false, with nothing written, when the task is deleted or its status is another
     */
    boolean update(TaskStatus expected, Task after);

    /**
     * Deletes the tasks of a project that expired (TASK-14).
     *
     * @param owner the project, or null for tasks that nobody owns
     * @param now also the time of their deletion
     */
    void expire(String owner, Instant now);

    /** Deletes a task; false when there is none. */
    boolean delete(String id, Instant at);
}
