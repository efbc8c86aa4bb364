package org.vitrine.core.jobs;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.JobProgress;
import org.vitrine.spi.metadata.MetadataRepository;

/** One attempt at a job on this node, for as long as its fence is the present one. The job's thread writes, others watch. */
public final class JobRun {
    private static final int STEP_LENGTH = 64;

    private final Job job;
    private final RequestContext caller;
    private final ImageAccess access;
    private final JobClock clock;
    private final AtomicReference<Runnable> onHalt = new AtomicReference<>();
    private volatile long leaseEndNanos;
    private volatile boolean lost;
    private volatile boolean stopping;
    private volatile boolean unwanted;
    private volatile BooleanSupplier wanted = () -> true;
    private volatile boolean ended;
    private volatile JobProgress progress;

    JobRun(Job job, RequestContext caller, ImageAccess access, JobClock clock) {
        this.job = job;
        this.caller = caller;
        this.access = access;
        this.clock = clock;
        progress = new JobProgress(job.step(), job.bytesDone(), job.bytesTotal());
        leaseEndNanos = System.nanoTime() + JobClock.LEASE.toNanos();
    }

    /** The job as it was taken. */
    public Job job() {
        return job;
    }

    /** Who asked for it; without a token where it was taken up after a crash. */
    public RequestContext caller() {
        return caller;
    }

    /** Says how far it is; written down when the lease is kept the next time. */
    public void at(String step, long bytesDone, Long bytesTotal) {
        String known = step.length() > STEP_LENGTH ? step.substring(0, STEP_LENGTH) : step;
        progress = new JobProgress(known, bytesDone, bytesTotal);
    }

    /** Whether to stop: the node stops, or somebody else has the job, or may have it because the lease could not be kept. */
    public boolean cancelled() {
        return stopping || lost || System.nanoTime() - leaseEndNanos > 0;
    }

    /** Whether to stop for whatever reason: the attempt is cancelled, or nobody wants what comes of it. */
    public boolean halted() {
        return unwanted || cancelled();
    }

    /** Asks this each time the lease is kept, on another thread; after a no the attempt is halted, and ends the job. */
    public void watch(BooleanSupplier stillWanted) {
        wanted = stillWanted;
    }

    /** The thread was interrupted for no reason of the job's own: the attempt stops, as if the node did. */
    public void interrupted() {
        stopping = true;
    }

    /** Throws when the attempt is {@linkplain #halted() halted}. */
    public void requireGoing() {
        if (halted()) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The job was interrupted.");
        }
    }

    /**
     * Runs this once when the attempt is halted, on another thread: to end a read that waits for a peer. The thread of the
     * job is never interrupted, as a database in this process does not survive that.
     */
    public void onHalt(Runnable action) {
        onHalt.set(action);
        if (halted()) {
            wake();
        }
    }

    /**
     * Does the work in one transaction that succeeds only while this attempt has the job. {@code GONE} when somebody else
     * has it by now.
     */
    public <T> T write(Function<MetadataRepository, T> work) {
        return transaction(repository -> {
            require(repository.jobs().confirm(job.id(), job.fence()));
            return work.apply(repository);
        });
    }

    /** As {@link #write}, and the job ends with it: the last thing that is done. */
    public <T> T end(Function<MetadataRepository, T> work) {
        T result = transaction(repository -> {
            require(repository.jobs().end(job.id(), job.fence()));
            return work.apply(repository);
        });
        ended = true;
        return result;
    }

    private <T> T transaction(Function<MetadataRepository, T> work) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            return repository.inTransaction(() -> work.apply(repository));
        }
    }

    private void require(boolean ours) {
        if (!ours) {
            lost = true;
            throw new VitrineException(ErrorKind.GONE, "Another node took the job over.");
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Prolongs the lease. Called by the timer; a failure leaves the lease as it is. */
    void keep() {
        long begin = System.nanoTime();
        Instant until = clock.now().plus(JobClock.LEASE);
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (lease.get().jobs().keep(job.id(), job.fence(), until, progress)) {
                leaseEndNanos = begin + JobClock.LEASE.toNanos();
                unwanted = unwanted || !wanted.getAsBoolean();
            } else if (!ended) {
                lost = true;
            }
        } finally {
            if (halted()) {
                wake();
            }
        }
    }

    /** Asks the attempt to stop, because the node does. */
    void stop() {
        stopping = true;
        wake();
    }

    private void wake() {
        Runnable action = onHalt.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
