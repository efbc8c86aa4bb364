package org.vitrine.core.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
 * owner can try again (UP-10, STG-6).
 */
@Component(service = Settlement.class)
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

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
     * Undoes a write that failed, so that the owner can try again. What cannot be undone now, the janitor undoes later.
     *
     * @param reason why it failed; a conflict is the store's word that somebody else's data has the name: not ours to remove
     * @param what the log calls the write
     */
    void undo(RequestContext caller, WriteIntent intent, RuntimeException reason, String what) {
        boolean ours = !(reason instanceof VitrineException known && known.kind() == ErrorKind.CONFLICT);
        try {
            settle(caller, intent, ours);
        } catch (RuntimeException e) {
            LOG.warn(
                    "image {}: its failed {} could not be undone at once; trying again later",
                    intent.imageId(),
                    what,
                    e);
        }
    }

    /**
     * Settles what earlier attempts at the same work left unfinished for an image, before the work begins anew: writes of
     * this node, and those that other nodes began since the work was asked for. To be called by the one who has the work,
     * which keeps all other work on the image away.
     *
     * @param since when the work was asked for
     */
    public void settleLeft(RequestContext caller, String imageId, Instant since) {
        for (WriteIntent left : open(imageId)) {
            boolean ours = left.nodeId().equals(intents.nodeId());
            if (!ours && left.startedAt().isBefore(since)) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE, "Another node has not cleaned up yet what it wrote of this image.");
            }
            if (!ours && !adopt(left)) {
                continue;
            }
            if (!intents.claim(left)) {
                throw new VitrineException(
                        ErrorKind.UNAVAILABLE, "An earlier write of this image is being cleaned up.");
            }
            try {
                if (open(imageId).stream().anyMatch(open -> open.id().equals(left.id()))) {
                    settle(caller, left, true);
                    LOG.info("image {}: an unfinished write to store {} was settled", imageId, left.storeId());
                }
            } finally {
                intents.finished(left);
            }
        }
    }

    private List<WriteIntent> open(String imageId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().intents().ofImage(imageId);
        }
    }

    private boolean adopt(WriteIntent left) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().intents().adopt(left.id(), left.nodeId(), intents.nodeId());
        }
    }

    /**
     * Removes what the write left in its store, unless the image has it, as after a commit whose answer was lost; then
     * queues the image again if it still is saving, or uploading to the staging area. Throws where store or repository is away, and can be called again.
     *
     * @param caller whose write it was, or the server
     * @param discard false where the data of that name is somebody else's
     */
    public void settle(RequestContext caller, WriteIntent intent, boolean discard) {
        Optional<Image> image;
        try (Lease<MetadataRepository> lease = access.repository()) {
            image = lease.get().images().find(intent.imageId(), Viewer.SERVER).map(ImageView::image);
        }
        if (intent.storeId().equals(StagingArea.ID)) {
            if (discard) {
                staging.remove(new BlobName(intent.blobName()));
            }
            close(intent, image.filter(found -> found.status() == ImageStatus.UPLOADING));
            return;
        }
        boolean inUse = image.isPresent() && isIn(image.get(), intent.storeId());
        if (discard && !inUse) {
            try (Lease<Store> lease = stores.lease(intent.storeId())) {
                lease.get().actingFor(caller).discard(new BlobName(intent.blobName()));
            }
        }
        close(intent, image.filter(found -> found.status() == ImageStatus.SAVING));
    }

    private boolean isIn(Image image, String storeId) {
        return image.locations().stream()
                .anyMatch(location ->
                        stores.storeOf(location).filter(storeId::equals).isPresent());
    }

    private void close(WriteIntent intent, Optional<Image> waiting) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            repository.inTransaction(() -> {
                waiting.ifPresent(image -> repository.images().update(image, queued(image)));
                repository.intents().close(intent.id());
                return null;
            });
        }
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
