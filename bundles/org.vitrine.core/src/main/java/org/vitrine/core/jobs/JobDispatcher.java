package org.vitrine.core.jobs;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.data.NodeIdentity;
import org.vitrine.core.data.RecurringWork;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.CurrentTaskExecutor;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.task.TaskExecutor;

/**
 * Keeps the leases of the jobs at hand, and hands the jobs that nobody has to the executor: those of a node that died, and
 * those for which there was no thread.
 */
@Component(service = JobDispatcher.class, immediate = true)
public final class JobDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(JobDispatcher.class);
    private static final int BATCH = 50;
    private static final long STOP_SECONDS = 5;

    private final ImageAccess access;
    private final CurrentTaskExecutor executors;
    private final NodeIdentity node;
    private final JobRunner runner;
    private final JobClock clock;
    private final ScheduledExecutorService timer;
    private final RecurringWork search = new RecurringWork(LOG, "the search for jobs");
    private final RecurringWork keeping = new RecurringWork(LOG, "the renewal of leases of jobs");

    /** Looks for jobs soon and then every few seconds. */
    @Activate
    public JobDispatcher(
            @Reference ImageAccess access,
            @Reference CurrentTaskExecutor executors,
            @Reference NodeIdentity node,
            @Reference JobRunner runner) {
        this(access, executors, node, runner, new JobClock());
        long period = JobClock.KEEP.toMillis();
        timer.scheduleWithFixedDelay(this::round, period, period, TimeUnit.MILLISECONDS);
    }

    JobDispatcher(
            ImageAccess access, CurrentTaskExecutor executors, NodeIdentity node, JobRunner runner, JobClock clock) {
        this.access = access;
        this.executors = executors;
        this.node = node;
        this.runner = runner;
        this.clock = clock;
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "vitrine-core-jobs-1");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Deactivate
    void stop() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the timer of the jobs is still busy with the database");
        }
    }

    private void round() {
        keeping.run(runner::keepAll);
        search.run(this::dispatch);
    }

    /** Hands what nobody does to the executor; how many. */
    int dispatch() {
        int handed = 0;
        for (Job job : takeable()) {
            if (!runner.hasClaimed(job) && runner.knows(job)) {
                if (!submit(job.id())) {
                    break;
                }
                handed++;
            }
        }
        return handed;
    }

    private List<Job> takeable() {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().jobs().takeable(node.id(), clock.now(), BATCH);
        }
    }

    private boolean submit(String id) {
        try (Lease<TaskExecutor> lease = executors.lease()) {
            lease.get().submit(id);
            return true;
        } catch (VitrineException e) {
            if (e.kind() != ErrorKind.UNAVAILABLE) {
                throw e;
            }
            LOG.debug("no thread for job {} now", id, e);
            return false;
        }
    }
}
