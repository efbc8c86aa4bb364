package org.vitrine.core.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.CurrentTaskExecutor;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.task.TaskExecutor;

/** Asking for jobs. */
@Component(service = Jobs.class)
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final String WORK = "work";

    private final CurrentTaskExecutor executors;
    private final JobCallers callers;

    /** Uses the executor of the moment. */
    @Activate
    public Jobs(@Reference CurrentTaskExecutor executors, @Reference JobCallers callers) {
        this.executors = executors;
        this.callers = callers;
    }

    /** {@code UNAVAILABLE} while there is no executor at all: to be asked before anything is written. */
    public void requireExecutor() {
        executors.lease().close();
    }

    /**
     * Writes a job down, within the caller's transaction. {@code CONFLICT} when its image has one already.
     *
     * @param work what is to be done, for its kind to read
     */
    public void create(
            MetadataRepository repository,
            RequestContext caller,
            String id,
            String kind,
            Optional<String> imageId,
            JsonObject work) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(JobCallers.KEY, CallerRecord.of(caller));
        payload.put(WORK, work.values());
        repository.jobs().create(Job.fresh(id, kind, imageId, new JsonObject(payload), ImageAccess.now()));
        callers.remember(id, caller);
    }

    /** What is to be done. */
    public static JsonObject work(Job job) {
        return job.payload().object(WORK).orElse(JsonObject.EMPTY);
    }

    /** Begins a job that is durable, as soon as there is a thread; where there is none now, the dispatcher comes back to it. */
    public void begin(String id) {
        try (Lease<TaskExecutor> lease = executors.lease()) {
            lease.get().submit(id);
        } catch (VitrineException e) {
            if (e.kind() != ErrorKind.UNAVAILABLE) {
                throw e;
            }
            LOG.info("job {} waits: {}", id, e.getMessage());
        }
    }

    /** Forgets the caller, whose job did not come to be or has ended. */
    public void forget(String id) {
        callers.forget(id);
    }
}
