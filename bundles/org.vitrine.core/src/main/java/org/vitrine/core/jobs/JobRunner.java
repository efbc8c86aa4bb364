package org.vitrine.core.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.data.NodeIdentity;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.JobRepository;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.task.TaskRunner;

/** Takes jobs and sees to it that they end, on the threads of the task executor. */
@Component(service = {TaskRunner.class, JobRunner.class})
public final class JobRunner implements TaskRunner {
    /** How often a job is tried before it is ended: a job that takes its node down must not take down all. */
    static final int ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final ImageAccess access;
    private final NodeIdentity node;
    private final JobCallers callers;
    private final JobClock clock;
    private final Map<String, JobKind> kinds = new HashMap<>();
    /** The jobs that a thread of this node is at, from before it takes them. */
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    private final Map<String, JobRun> running = new ConcurrentHashMap<>();

    /** Does the jobs of these kinds. */
    @Activate
    public JobRunner(
            @Reference ImageAccess access,
            @Reference NodeIdentity node,
            @Reference JobCallers callers,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<JobKind> kinds) {
        this(access, node, callers, kinds, new JobClock());
    }

    JobRunner(ImageAccess access, NodeIdentity node, JobCallers callers, List<JobKind> kinds, JobClock clock) {
        this.access = access;
        this.node = node;
        this.callers = callers;
        this.clock = clock;
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    }

    @Override
    public void stop(String id) {
        JobRun run = running.get(id);
        if (run != null) {
            run.stop();
        }
    }

    /** Gives the jobs at hand back, for the next start of this node or for another node. */
    @Deactivate
    void stop() {
        running.values().forEach(JobRun::stop);
    }

    /** Renews all leases, as far as possible; throws the first failure when it is through. */
    void keepAll() {
        RuntimeException failure = null;
        for (JobRun run : running.values()) {
            try {
                run.keep();
            } catch (RuntimeException e) {
                LOG.debug("the lease of job {} cannot be kept now", run.job().id(), e);
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    boolean hasClaimed(Job job) {
        return claimed.contains(job.id());
    }

    boolean knows(Job job) {
        return kinds.containsKey(job.kind());
    }

    @Override
    public void run(String id) {
        if (!claimed.add(id)) {
            return;
        }
        try {
            take(id);
        } catch (RuntimeException e) {
            LOG.warn("job {} cannot be taken now; trying again later", id, e);
        } finally {
            claimed.remove(id);
        }
    }

    private void take(String id) {
        Optional<Job> taken;
        try (Lease<MetadataRepository> lease = access.repository()) {
            JobRepository repository = lease.get().jobs();
            taken = repository
                    .find(id)
                    .filter(job -> kinds.containsKey(job.kind()))
                    .filter(job -> !job.isLeasedAt(clock.now()) || node.id().equals(job.nodeId()))
                    .flatMap(job -> repository.take(job, node.id(), clock.now().plus(JobClock.LEASE)));
        }
        taken.ifPresent(job -> attempt(new JobRun(job, callers.of(job), access, clock)));
    }

    private void attempt(JobRun run) {
        Job job = run.job();
        running.put(job.id(), run);
        try {
            JobKind kind = kinds.get(job.kind());
            if (job.attempts() > ATTEMPTS) {
                kind.giveUp(run, "The work was begun " + ATTEMPTS + " times and never came to an end.");
            } else {
                kind.run(run);
            }
        } catch (RuntimeException e) {
            giveBack(run, e);
        } finally {
            running.remove(job.id());
            if (run.hasEnded()) {
                callers.forget(job.id());
            }
            Thread.interrupted();
        }
    }

    /** Another attempt, here or elsewhere. */
    private void giveBack(JobRun run, RuntimeException reason) {
        // The thread may have been interrupted to make it stop; what follows is not to be disturbed by that.
        Thread.interrupted();
        Job job = run.job();
        if (run.cancelled()) {
            LOG.info("job {} ({}) was interrupted and will be taken up again", job.id(), job.kind());
        } else {
            LOG.error("job {} ({}) could not be ended; it will be tried again", job.id(), job.kind(), reason);
        }
        try (Lease<MetadataRepository> lease = access.repository()) {
            lease.get().jobs().release(job.id(), job.fence(), String.valueOf(reason.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("job {} cannot be given back now; its lease will run out", job.id(), e);
        }
    }
}
