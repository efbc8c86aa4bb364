package org.vitrine.spi.metadata;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The write intents (design §1): a row from before the first byte until the outcome is recorded, and nothing is left of a
 * write that failed.
 */
@ConsumerType
public interface IntentRepository {
    /** Records an intent. */
    void open(WriteIntent intent);

    /** Removes an intent, because its outcome is recorded; absent is fine. */
    void close(String intentId);

    /** All intents of a node, oldest first. */
    List<WriteIntent> ofNode(String nodeId);

    /** All intents for an image, whichever node's, oldest first. */
    List<WriteIntent> ofImage(String imageId);

    /**
     * Makes an intent of one node that of another, which settles it from now on.
     *
     * @return false when it is closed, or not the first node's any more
     */
    boolean adopt(String intentId, String from, String to);

    /**
     * Makes an intent that of a write which failed: it stays open until what the write left is removed, and reserves
     * nothing any more.
     *
     * @return false when it is closed, or was made so before
     */
    boolean abandon(String intentId);

    /**
     * The sum of what the intents of all nodes reserve for a project.
     *
     * @param projectId the project, or null for callers without one
     */
    Reservation reserved(String projectId);
}
