package org.vitrine.core.tasks;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.jobs.Jobs;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.CurrentTaskExecutor;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.task.TaskExecutor;

/** Making a task and handing it to the executor. */
@Component(service = TaskCreation.class)
public final class TaskCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCreation.class);
    private static final int ID_LENGTH = 36;
    /** The kind of the jobs that do such tasks. */
    public static final String JOB = "task";

    private final CurrentRepository repositories;
    private final CurrentTaskExecutor executors;
    private final Authorizer authorizer;
    private final Jobs jobs;

    /** Uses the drivers of the moment. */
    @Activate
    public TaskCreation(
            @Reference CurrentRepository repositories,
            @Reference CurrentTaskExecutor executors,
            @Reference Authorizer authorizer,
            @Reference Jobs jobs) {
        this.repositories = repositories;
        this.executors = executors;
        this.authorizer = authorizer;
        this.jobs = jobs;
    }

    /**
     * Makes a task that will be run (TASK-2). The image that its input names under {@code image_id} is its image. Without
     * an executor that takes it, {@code UNAVAILABLE}, and no task is left behind.
     */
    public Task create(RequestContext context, String type, JsonObject input) {
        authorizer.requireWriter(context);
        Task task = pending(context, type, input);
        try (Lease<TaskExecutor> executor = executors.lease();
                Lease<MetadataRepository> lease = repositories.lease()) {
            MetadataRepository repository = lease.get();
            repository.inTransaction(() -> {
                repository.tasks().create(task);
                jobs.create(repository, context, task.id(), JOB, Optional.empty(), JsonObject.EMPTY);
                return null;
            });
            submit(executor.get(), repository, task);
        }
        return task;
    }

    private void submit(TaskExecutor executor, MetadataRepository repository, Task task) {
        try {
            executor.submit(task.id());
        } catch (RuntimeException e) {
            jobs.forget(task.id());
            if (!withdraw(repository, task)) {
                LOG.warn("Task {} was refused by its executor here, and another node has begun it", task.id());
                return;
            }
            throw e;
        }
    }

    /** Takes the task back, unless somebody has begun it. */
    private static boolean withdraw(MetadataRepository repository, Task task) {
        return repository.inTransaction(() -> {
            boolean untouched = repository.jobs().end(task.id(), 0);
            if (untouched) {
                repository.tasks().delete(task.id(), ImageAccess.now());
            }
            return untouched;
        });
    }

    private static Task pending(RequestContext context, String type, JsonObject input) {
        Optional<String> imageId = input.text("image_id");
        if (imageId.filter(id -> id.length() > ID_LENGTH).isPresent()) {
            throw new VitrineException(
                    ErrorKind.INVALID, "The input's image_id is longer than " + ID_LENGTH + " characters.");
        }
        Instant now = ImageAccess.now();
        return new Task(
                UUID.randomUUID().toString(),
                type,
                TaskStatus.PENDING,
                context.projectId(),
                input,
                null,
                "",
                null,
                imageId.orElse(null),
                context.requestId(),
                context.userId(),
                now,
                now);
    }
}
