package org.vitrine.core.data;

import java.util.Optional;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;

/** How a write ends that did not come to an end: nothing of it is left, and the owner can try again (UP-10). */
final class Settlement {
    private final ImageAccess access;
    private final StoreRegistry stores;

    Settlement(ImageAccess access, StoreRegistry stores) {
        this.access = access;
        this.stores = stores;
    }

    /**
     * Removes what the write left in its store, unless the image has it, as after a commit whose answer was lost; then
     * queues the image again if it still is saving. Throws where store or repository is away, and can be called again.
     *
     * @param caller whose write it was, or the server
     * @param discard false where the data of that name is somebody else's
     */
    void settle(RequestContext caller, WriteIntent intent, boolean discard) {
        Optional<Image> image;
        try (Lease<MetadataRepository> lease = access.repository()) {
            image = lease.get().images().find(intent.imageId(), Viewer.SERVER).map(ImageView::image);
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

    private void close(WriteIntent intent, Optional<Image> saving) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            repository.inTransaction(() -> {
                saving.ifPresent(image -> repository.images().update(image, queued(image)));
                repository.intents().close(intent.id());
                return null;
            });
        }
    }

    private static Image queued(Image saving) {
        return saving.toBuilder()
                .status(ImageStatus.QUEUED)
                .checksum(null)
                .hash(null, null)
                .updatedAt(ImageAccess.now())
                .build();
    }
}
