package org.vitrine.spi.metadata;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.spi.driver.Drainable;

/** All records of the server. */
@ConsumerType
public interface MetadataRepository extends Drainable {
    /** Images with their tags, properties and locations. */
    ImageRepository images();

    /** Memberships of shared images. */
    MemberRepository members();

    /** Metadata definitions. */
    MetadefRepository metadefs();

    /** Tasks. */
    TaskRepository tasks();

    /** What runs in the background, or is about to. */
    JobRepository jobs();

    /** What is being written into stores, so that a crash leaves nothing behind. */
    IntentRepository intents();

    /**
     * Does the work in one transaction: all of it is durable when this returns, nothing of it happened when it throws.
     * The work runs on the calling thread and does nothing but call this repository, because it may run again, from its
     * beginning, when the database threw away what it did in favour of another transaction. Nested calls join.
     */
    <T> T inTransaction(Supplier<T> work);

    /**
     * Makes the running transaction the only one of its project that has come this far: the others wait here until it
     * ends, on all nodes, and then see what it did. To be called before anything else in the transaction, else two of
     * them may be in each other's way. Projects may share a turn, so it must be over soon.
     *
     * @param projectId the project, or null for callers without one
     */
    void takeTurn(String projectId);
}
