package org.vitrine.core.importing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.tasks.TaskSettings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.MetadataRepository;

/** The task by which its owner sees a job: what it says while the job runs, and how it ends. For the job's thread. */
final class ImportTask {
    private static final Logger LOG = LoggerFactory.getLogger(ImportTask.class);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    private final String id;
    private final ImageAccess access;
    private final TaskSettings settings;
    private long saidAt;

    ImportTask(String id, ImageAccess access, TaskSettings settings) {
        this.id = id;
        this.access = access;
        this.settings = settings;
    }

    /** The task at work, from now on or since an earlier attempt; {@code GONE} when it ended or is not there. */
    void begin(MetadataRepository repository) {
        Task task = find(repository);
        if (task.status() == TaskStatus.PENDING) {
            require(repository.tasks().update(TaskStatus.PENDING, task.begun(ImageAccess.now())));
        } else {
            require(task.status() == TaskStatus.PROCESSING);
        }
    }

    private Task find(MetadataRepository repository) {
        return repository.tasks().find(id).orElseThrow(ImportTask::gone);
    }

    private static void require(boolean running) {
        if (!running) {
            throw gone();
        }
    }

    private static VitrineException gone() {
        return new VitrineException(ErrorKind.GONE, "The task was ended by somebody else.");
    }

    /** Whether it still is at work: whoever takes its lock away ends it first. */
    boolean runs(MetadataRepository repository) {
        return repository
                .tasks()
                .find(id)
                .filter(task -> task.status() == TaskStatus.PROCESSING)
                .isPresent();
    }

    /** Says how far it is, at most once a second. */
    void say(String words) {
        long now = System.nanoTime();
        if (saidAt != 0 && now - saidAt < BETWEEN_WORDS.toNanos()) {
            return;
        }
        saidAt = now;
        try (Lease<MetadataRepository> lease = access.repository()) {
            change(lease.get(), task -> task.saying(words, ImageAccess.now()));
        } catch (VitrineException e) {
            LOG.warn("task {}: its progress cannot be written down now", id, e);
        }
    }

    private void change(MetadataRepository repository, UnaryOperator<Task> how) {
        Optional<Task> running = repository.tasks().find(id).filter(task -> task.status() == TaskStatus.PROCESSING);
        running.ifPresent(task -> repository.tasks().update(TaskStatus.PROCESSING, how.apply(task)));
    }

    /** Ends it well (IMPF-12). */
    void succeed(MetadataRepository repository, String imageId, String words) {
        JsonObject result = new JsonObject(Map.of("image_id", imageId));
        change(
                repository,
                task -> task.saying(words, ImageAccess.now())
                        .succeeded(result, ImageAccess.now(), settings.timeToLive()));
    }

    /** Ends it with a reason, if it has not ended. */
    void fail(MetadataRepository repository, String reason) {
        repository
                .tasks()
                .find(id)
                .filter(task -> task.status().mayBecome(TaskStatus.FAILURE))
                .ifPresent(task -> repository
                        .tasks()
                        .update(task.status(), task.failed(reason, ImageAccess.now(), settings.timeToLive())));
    }
}
