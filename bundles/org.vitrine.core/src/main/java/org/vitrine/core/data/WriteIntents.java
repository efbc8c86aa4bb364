package org.vitrine.core.data;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobName;

/** The write intents of this node, and which of them have a thread that works on them. */
@Component(service = WriteIntents.class)
public final class WriteIntents {
    private final NodeIdentity node;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Knows its node. */
    @Activate
    public WriteIntents(@Reference NodeIdentity node) {
        this.node = node;
    }

    /**
     * An intent of this thread, not recorded yet; call {@link #finished} whatever happens.
     *
     * @param jobId the job that writes; empty where the image's status is changed for this write
     */
    public WriteIntent prepare(
            Image image, String storeId, BlobName name, Reservation reservation, Optional<String> jobId) {
        WriteIntent intent = new WriteIntent(
                UUID.randomUUID().toString(),
                node.id(),
                image.id(),
                storeId,
                name.value(),
                ImageAccess.now(),
                reservation,
                jobId);
        running.add(intent.id());
        return intent;
    }

    /** No thread works on it any more. What is left of it in the database, the janitor settles. */
    public void finished(WriteIntent intent) {
        running.remove(intent.id());
    }

    /** Begins to work on an intent that was left; false when another thread does. Call {@link #finished} after true. */
    boolean claim(WriteIntent intent) {
        return running.add(intent.id());
    }

    String nodeId() {
        return node.id();
    }
}
