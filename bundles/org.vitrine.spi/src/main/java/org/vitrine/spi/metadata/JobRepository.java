package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The jobs that have not ended. A row goes when its job ends, well or not. Of those who believe to have a job only the one
 * with its present fence does: every write names it, so that a node that was thought dead cannot disturb its successor.
 */
@ConsumerType
public interface JobRepository {
    /** Adds a job; {@code CONFLICT} when there is one of that id, or one that works on the same image. */
    void create(Job job);

    /** The job of that id, if it has not ended. */
    Optional<Job> find(String id);

    /** The job that works on that image, if there is one. */
    Optional<Job> ofImage(String imageId);

    /**
     * The jobs that nobody has at that time, and those that this node had taken, oldest first: what the node may take.
     *
     * @param limit how many at most
     */
    List<Job> takeable(String nodeId, Instant now, int limit);

    /**
     * Takes a job, for the first time or from whoever had it: its fence grows, and so do its attempts.
     *
     * @param seen the job as it was read; nothing happens when somebody took it since
     * @return the job as it is now; empty when it ended or somebody was faster
     */
    Optional<Job> take(Job seen, String nodeId, Instant leaseUntil);

    /** Keeps a job and says how far it is; false when the fence is not the present one. */
    boolean keep(String id, long fence, Instant leaseUntil, JobProgress progress);

    /**
     * Whether the fence is still the present one. In a transaction nobody can take the job before that has ended, so what
     * is written besides is written by the one who has the job.
     */
    boolean confirm(String id, long fence);

    /** Gives a job back, for another attempt by whoever takes it; false when the fence is not the present one. */
    boolean release(String id, long fence, String lastError);

    /** Removes a job that has ended; false when the fence is not the present one. */
    boolean end(String id, long fence);
}
