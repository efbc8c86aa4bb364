package org.vitrine.core.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskQuery;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.TaskRepository;
import org.vitrine.spi.policy.PolicyTarget;

/** Showing and listing tasks (contract section 21). */
@Component(service = TaskCatalog.class)
public final class TaskCatalog {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;

    /** Uses the drivers of the moment, and the page sizes that all lists share. */
    @Activate
    public TaskCatalog(
            @Reference ImageAccess access, @Reference Authorizer authorizer, @Reference ImageSettings settings) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
    }

    /** {@code FORBIDDEN} unless the caller may use the task API at all; to be asked before anything else is looked at (TASK-1). */
    public void requireAccess(RequestContext context) {
        authorizer.require(context, "tasks_api_access", PolicyTarget.NONE);
    }

    /** A page of tasks, after those of the caller's project that expired are deleted (TASK-14). An unknown marker is {@code INVALID}. */
    public TaskPage list(RequestContext context, TaskListRequest request) {
        requireAccess(context);
        int limit = Math.min(request.limit().orElse(settings.limitDefault()), settings.limitMax());
        Instant now = ImageAccess.now();
        try (Lease<MetadataRepository> lease = access.repository()) {
            TaskRepository tasks = lease.get().tasks();
            tasks.expire(context.projectId(), now);
            request.marker().ifPresent(id -> requireMarker(tasks, context, id));
            TaskQuery query = new TaskQuery(
                    context.viewer(),
                    request.filters(),
                    request.sort(),
                    request.ascending(),
                    request.marker(),
                    limit,
                    now);
            List<Task> found = limit == 0 ? List.of() : tasks.list(query);
            boolean full = limit > 0 && found.size() == limit;
            return new TaskPage(found, full ? Optional.of(found.get(limit - 1).id()) : Optional.empty());
        }
    }

    private static void requireMarker(TaskRepository tasks, RequestContext context, String id) {
        Task marker = tasks.find(id)
                .orElseThrow(() ->
                        new VitrineException(ErrorKind.INVALID, "Invalid marker: task " + id + " could not be found."));
        if (!marker.visibleTo(context.viewer())) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Task " + id + " is not visible to you.");
        }
    }

    /** The task, or {@code NOT_FOUND} to those who may not see it (TASK-15). */
    public Task show(RequestContext context, String id) {
        requireAccess(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get()
                    .tasks()
                    .find(id)
                    .filter(task -> task.visibleTo(context.viewer()))
                    .orElseThrow(() -> new VitrineException(
                            ErrorKind.NOT_FOUND, "Task with the given id " + id + " was not found"));
        }
    }

    /**
     * The tasks of an image, after those of the caller's project that expired are deleted. Whoever may see the image may
     * ask, and gets the tasks of its own project, an administrator all (TASK-22).
     */
    public List<Task> ofImage(RequestContext context, String imageId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            ImageView view = access.load(lease.get(), context, imageId);
            authorizer.requireVisible(context, view);
            Instant now = ImageAccess.now();
            TaskRepository tasks = lease.get().tasks();
            tasks.expire(context.projectId(), now);
            return tasks.ofImage(view.image().id(), context.viewer(), now);
        }
    }
}
