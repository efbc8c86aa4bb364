package org.vitrine.core.importing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.tasks.TaskSettings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.MetadataRepository;

/**
 * The lock of an image, which one import has at a time: the job's row for our nodes, a property for clients and for nodes of
 * Glance (contract section 16.5). A job ends always, and its lock with it; a lock that Glance left behind is taken away when
 * its task has not moved for an hour.
 */
final class ImportLock {
    private static final Duration STALE = Duration.ofMinutes(60);
    private static final Duration STALE_PENDING = Duration.ofMinutes(120);

    private final TaskSettings tasks;

    ImportLock(TaskSettings tasks) {
        this.tasks = tasks;
    }

    static boolean isHeldBy(Image image, String taskId) {
        return taskId.equals(image.properties().get(ImageProperties.IMPORT_TASK));
    }

    /** {@code CONFLICT} unless the image is free, or its lock is stale. */
    void requireFree(MetadataRepository repository, Image image, Instant now) {
        String holder = image.properties().get(ImageProperties.IMPORT_TASK);
        boolean free = repository.jobs().ofImage(image.id()).isEmpty()
                && (holder == null || isStale(repository.tasks().find(holder), now));
        if (!free) {
            throw new VitrineException(ErrorKind.CONFLICT, "Image has active task");
        }
    }

    private static boolean isStale(Optional<Task> holder, Instant now) {
        if (holder.isEmpty()) {
            return true;
        }
        Duration patience = holder.get().status() == TaskStatus.PENDING ? STALE_PENDING : STALE;
        return !holder.get().updatedAt().plus(patience).isAfter(now);
    }

    /** The image without what a stale lock's task left on it; that task, if it still runs, is failed (LOCK-2). */
    Image cleared(MetadataRepository repository, Image image, Instant now) {
        String holder = image.properties().get(ImageProperties.IMPORT_TASK);
        if (holder == null) {
            return image;
        }
        Optional<Task> task = repository.tasks().find(holder);
        task.filter(found -> found.status().mayBecome(TaskStatus.FAILURE))
                .ifPresent(found -> repository
                        .tasks()
                        .update(found.status(), found.failed("Expired lock preempted", now, tasks.timeToLive())));
        List<String> left = task.map(ImportLock::stores).orElse(List.of());
        Image.Builder cleared = image.toBuilder().removeProperty(ImageProperties.IMPORT_TASK);
        for (String list : List.of(ImageProperties.IMPORTING_TO, ImageProperties.FAILED_IMPORT)) {
            if (image.properties().containsKey(list)) {
                cleared.property(list, StoreList.minus(image, list, left));
            }
        }
        return cleared.build();
    }

    private static List<String> stores(Task task) {
        List<String> stores = new ArrayList<>();
        if (task.input() != null && task.input().values().get("backend") instanceof List<?> list) {
            list.forEach(store -> stores.add(String.valueOf(store)));
        }
        return stores;
    }
}
