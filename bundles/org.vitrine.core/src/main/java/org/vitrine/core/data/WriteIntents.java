package org.vitrine.core.data;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.metadata.MetadataRepository;
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

    /**
     * Records an intent: from now on what has its name in its store is its write's. {@code IN_USE} while something of an
     * earlier write of the image may be there. To be called in the transaction that keeps other writes of the image
     * away, when it has done so.
     */
    public void open(MetadataRepository repository, WriteIntent intent) {
        if (repository.intents().ofImage(intent.imageId()).stream()
                .anyMatch(left -> left.storeId().equals(intent.storeId()))) {
            throw new VitrineException(
                    ErrorKind.IN_USE,
                    "What an earlier write of this image left in store " + intent.storeId()
                            + " has not been removed yet.");
        }
        repository.intents().open(intent);
    }

    /** No thread works on it any more. What is left of it in the database, the janitor settles. */
    public synchronized void finished(WriteIntent intent) {
        running.remove(intent.id());
        notifyAll();
    }

    /** Begins to work on an intent that was left; false when another thread does. Call {@link #finished} after true. */
    boolean claim(WriteIntent intent) {
        return running.add(intent.id());
    }

    /** As {@link #claim(WriteIntent)}, but gives the other thread so much time to finish. */
    synchronized boolean claim(WriteIntent intent, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!claim(intent)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    String nodeId() {
        return node.id();
    }
}
