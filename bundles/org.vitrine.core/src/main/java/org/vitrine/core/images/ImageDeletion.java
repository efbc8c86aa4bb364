package org.vitrine.core.images;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.data.StagingArea;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;

/** Deleting images with their data (contract section 13). */
@Component(service = ImageDeletion.class)
public final class ImageDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(ImageDeletion.class);

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final StoreRegistry stores;
    private final ImageSettings settings;
    private final StagingArea staging;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageDeletion(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference StoreRegistry stores,
            @Reference ImageSettings settings,
            @Reference StagingArea staging) {
        this.access = access;
        this.authorizer = authorizer;
        this.stores = stores;
        this.settings = settings;
        this.staging = staging;
    }

    /**
     * Deletes the data, then the record. Data that something else holds, or a store that refuses, leaves the image as it
     * was (DEL-4, DEL-6); data that is gone already, or that a store cannot delete, does not matter (DEL-5). Where the
     * operator wants it so, the data stays for the scrubber, and the image is gone for clients alone (DEL-10).
     */
    public void delete(RequestContext context, String id) {
        authorizer.requireWriter(context);
        ImageView view = access.load(context, id);
        authorizer.require(context, "delete_image", view);
        Image image = view.image();
        authorizer.requireOwner(context, image);
        if (image.isProtected()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Image " + id + " is protected and cannot be deleted.");
        }
        ImageStatus target = target(image);
        if (target == ImageStatus.DELETED) {
            image.locations().forEach(location -> deleteData(context, id, location));
        }
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (!lease.get().images().delete(id, target, ImageAccess.now())) {
                throw Authorizer.notFound(id);
            }
        }
        if (image.status() == ImageStatus.UPLOADING || image.status() == ImageStatus.IMPORTING) {
            removeStaged(id);
        }
    }

    /** What cannot be removed now, the staging area's next cleaning removes. */
    private void removeStaged(String id) {
        try {
            staging.remove(new BlobName(id));
        } catch (VitrineException e) {
            LOG.warn("image {}: its staged data stays for now", id, e);
        }
    }

    private ImageStatus target(Image image) {
        if (!image.status().mayBecome(ImageStatus.DELETED)) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "Image status transition from " + image.status().wireName() + " to deleted is not allowed");
        }
        boolean later = settings.delayedDelete()
                && !image.locations().isEmpty()
                && image.status().mayBecome(ImageStatus.PENDING_DELETE);
        return later ? ImageStatus.PENDING_DELETE : ImageStatus.DELETED;
    }

    /** Deletes what lies at one location of an image; {@code UNAVAILABLE} while the store may be one that is away. */
    public void deleteData(RequestContext context, String imageId, ImageLocation location) {
        Optional<String> store = stores.storeOf(location);
        if (store.isEmpty() && !stores.complete()) {
            throw new VitrineException(
                    ErrorKind.UNAVAILABLE, "The store of the data of image " + imageId + " is not available now.");
        }
        if (store.isEmpty()) {
            LOG.warn("image {}: no store knows a location of it; its data stays where it is", imageId);
            return;
        }
        try (Lease<Store> lease = stores.lease(store.get())) {
            lease.get().actingFor(context).delete(new BlobLocation(location.url(), location.metadata()));
        } catch (VitrineException e) {
            switch (e.kind()) {
                case NOT_FOUND -> LOG.warn("image {}: its data was gone from store {} already", imageId, store.get());
                case STORE_UNSUPPORTED ->
                    LOG.warn("image {}: store {} cannot delete; the data stays", imageId, store.get());
                default -> throw e;
            }
        }
    }
}
