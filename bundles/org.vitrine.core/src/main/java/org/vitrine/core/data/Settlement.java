package org.vitrine.core.data;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.core.quota.Allowance;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;

/**
 * How a write ends: its image says so in one transaction, or, where it did not come to its end, nothing of it is left and the
 * owner can try again (UP-10, STG-6). As long as a store that is away may keep something of it, its intent stays open, which
 * keeps all other writes of the image out of that store, on all nodes, and out of no other (STORE-10).
 */
@Component(service = Settlement.class)
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    /** How long a write waits for whoever removes what an earlier one left. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ImageAccess access;
    private final StoreRegistry stores;
    private final StagingArea staging;
    private final WriteIntents intents;

    /** Uses the drivers of the moment. */
    @Activate
    public Settlement(
            @Reference ImageAccess access,
            @Reference StoreRegistry stores,
            @Reference StagingArea staging,
            @Reference WriteIntents intents) {
        this.access = access;
        this.stores = stores;
        this.staging = staging;
        this.intents = intents;
    }

    /**
     * Concludes a write that came to its end: the image is the other one, and the intent closed. {@code GONE} when the image
     * is no more what it was.
     *
     * @param allowance what the write may take up of that resource
     * @param first is done first in the transaction, and may refuse
     */
    void conclude(
            Image before,
            Image after,
            WriteIntent intent,
            Allowance allowance,
            QuotaResource resource,
            Consumer<MetadataRepository> first) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            allowance.conclude(repository, resource, () -> {
                first.accept(repository);
                if (!repository.images().update(before, after)) {
                    throw new VitrineException(
                            ErrorKind.GONE, "Image " + before.id() + " was deleted while its data was uploaded.");
                }
                repository.intents().close(intent.id());
            });
        }
    }

    /**
     * Begins a write. Where something of an earlier one may be left in its store, that is removed first; when it cannot be,
     * nothing begins, and what is thrown says why.
     *
     * @param begin records the intent, with {@link WriteIntents#open}
     */
    <T> T begin(RequestContext caller, WriteIntent intent, Supplier<T> begin) {
        try {
            return begin.get();
        } catch (VitrineException e) {
            boolean settled = e.kind() == ErrorKind.IN_USE
                    && settleLeft(caller, intent.imageId(), intent.storeId(), Optional.empty());
            if (!settled) {
                throw e;
            }
        }
        return begin.get();
    }

    /**
     * Undoes a write that failed, so that the owner can try again: in the same store when nothing is left there, in others
     * at once. What cannot be removed now, the janitor removes later, or the next write into that store before it begins.
     *
     * @param reason why it failed; a conflict is the store's word that somebody else's data has the name: not ours to remove
     * @param what the log calls the write
     */
    void undo(RequestContext caller, WriteIntent intent, RuntimeException reason, String what) {
        ErrorKind kind = reason instanceof VitrineException known ? known.kind() : ErrorKind.INTERNAL;
        try {
            if (kind == ErrorKind.UNAVAILABLE) {
                // Decides a commit whose answer was lost, before any data goes. And a store that does not answer may
                // take as long again to say so: the image does not wait for that.
                end(intent, false);
            }
            settle(caller, intent, kind != ErrorKind.CONFLICT);
        } catch (RuntimeException e) {
            LOG.warn(
                    "image {}: what its failed {} left in store {} cannot be removed now; trying again later",
                    intent.imageId(),
                    what,
                    intent.storeId(),
                    e);
        }
    }

    /**
     * Settles what earlier writes of an image left in a store, before another write into it begins: what this node wrote,
     * and what earlier attempts at a job wrote on other nodes, which only the one who has the job may know to be over. Throws
     * what the store throws, and {@code UNAVAILABLE} while it is for somebody else to settle it.
     *
     * @param jobId the job that will write, if it is one
     * @return whether there was something
     */
    public boolean settleLeft(RequestContext caller, String imageId, String storeId, Optional<String> jobId) {
        List<WriteIntent> all = left(imageId, storeId);
        for (WriteIntent left : all) {
            boolean ours = left.nodeId().equals(intents.nodeId());
            boolean ofTheJob = jobId.isPresent() && left.jobId().equals(jobId);
            if (!ours && !ofTheJob) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "Another node has not removed yet what it left of this image in store " + storeId + ".");
            }
            if (!ours && !adopt(left)) {
                continue;
            }
            if (!intents.claim(left, PATIENCE)) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "What an earlier write of this image left in store " + storeId + " is being removed.");
            }
            try {
                settle(caller, left, true);
            } finally {
                intents.finished(left);
            }
        }
        return !all.isEmpty();
    }

    private List<WriteIntent> left(String imageId, String storeId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().intents().ofImage(imageId).stream()
                    .filter(intent -> intent.storeId().equals(storeId))
                    .toList();
        }
    }

    private boolean adopt(WriteIntent left) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().intents().adopt(left.id(), left.nodeId(), intents.nodeId());
        }
    }

    /**
     * Removes what the write left in its store, unless the image has it, as after a commit whose answer was lost; then its
     * intent is closed, and the image, if it waited for this write, queued again. Where the store is away, the image is
     * queued all the same, but the intent stays open: the failure is thrown, and this can be called again. Where the
     * repository is away, nothing changes. To be called by the write itself, or by who has {@linkplain WriteIntents#claim
     * claimed} it.
     *
     * @param caller whose write it was, or the server
     * @param discard false where the data of that name is somebody else's
     * @return false when there is nothing to settle: its outcome is recorded, or another node has it
     */
    public boolean settle(RequestContext caller, WriteIntent intent, boolean discard) {
        if (!isOurs(intent)) {
            return false;
        }
        try {
            if (discard) {
                discard(caller, intent);
            }
        } catch (RuntimeException e) {
            endAfter(e, intent);
            throw e;
        }
        end(intent, true);
        return true;
    }

    /** Lets the owner of a write that is over try again elsewhere, though nothing is removed yet; for who has claimed it. */
    void giveBack(WriteIntent intent) {
        if (!intent.abandoned()) {
            end(intent, false);
        }
    }

    private void endAfter(RuntimeException failure, WriteIntent intent) {
        try {
            end(intent, false);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether it is open, and this node has it. Nobody else settles it then, and nobody writes what has its name. */
    private boolean isOurs(WriteIntent intent) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().intents().ofImage(intent.imageId()).stream()
                    .anyMatch(open ->
                            open.id().equals(intent.id()) && open.nodeId().equals(intents.nodeId()));
        }
    }

    private void discard(RequestContext caller, WriteIntent intent) {
        BlobName name = new BlobName(intent.blobName());
        if (intent.storeId().equals(StagingArea.ID)) {
            staging.remove(name);
        } else if (!isInUse(intent)) {
            try (Lease<Store> lease = stores.lease(intent.storeId())) {
                lease.get().actingFor(caller).discard(name);
            }
        }
    }

    private boolean isInUse(WriteIntent intent) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return find(lease.get(), intent)
                    .filter(image -> isIn(image, intent.storeId()))
                    .isPresent();
        }
    }

    private boolean isIn(Image image, String storeId) {
        return image.locations().stream()
                .anyMatch(location ->
                        stores.storeOf(location).filter(storeId::equals).isPresent());
    }

    /** The write is over: whoever says so first gives the image back to its owner. */
    private void end(WriteIntent intent, boolean settled) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            repository.inTransaction(() -> {
                if (repository.intents().abandon(intent.id()) && intent.jobId().isEmpty()) {
                    queueAgain(repository, intent);
                }
                if (settled) {
                    repository.intents().close(intent.id());
                }
                return null;
            });
        }
    }

    private static void queueAgain(MetadataRepository repository, WriteIntent intent) {
        boolean staged = intent.storeId().equals(StagingArea.ID);
        ImageStatus waiting = staged ? ImageStatus.UPLOADING : ImageStatus.SAVING;
        find(repository, intent)
                .filter(image -> image.status() == waiting)
                .ifPresent(image -> repository.images().update(image, queued(image)));
    }

    private static Optional<Image> find(MetadataRepository repository, WriteIntent intent) {
        return repository.images().find(intent.imageId(), Viewer.SERVER).map(ImageView::image);
    }

    private static Image queued(Image waiting) {
        return waiting.toBuilder()
                .status(ImageStatus.QUEUED)
                .checksum(null)
                .hash(null, null)
                .updatedAt(ImageAccess.now())
                .build();
    }
}
