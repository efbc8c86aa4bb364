package org.vitrine.core.images;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.ImageRepository;
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
    private final EncryptionKeys keys;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageDeletion(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference StoreRegistry stores,
            @Reference ImageSettings settings,
            @Reference StagingArea staging,
            @Reference EncryptionKeys keys) {
        this.access = access;
        this.authorizer = authorizer;
        this.stores = stores;
        this.settings = settings;
        this.staging = staging;
        this.keys = keys;
    }

    /**
     * Deletes the data, then the record. Data that something else holds, or a store that refuses, leaves the image as it
     * was (DEL-4, DEL-6); data that is gone already, or that a store cannot delete, does not matter (DEL-5). Where the
     * operator wants it so, the data stays for the scrubber, and the image is gone for clients alone (DEL-10). A key that
     * the data is encrypted with goes last, so that an image that stays can still be read (DEL-12).
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
        Set<String> deleted = new HashSet<>();
        Image last = image;
        Optional<Image> left = Optional.of(image);
        while (left.isPresent()) {
            last = left.get();
            left = delete(context, last, deleted);
        }
        if (image.status() == ImageStatus.UPLOADING || image.status() == ImageStatus.IMPORTING) {
            removeStaged(id);
        }
        keys.deleteKeyOf(context, last);
    }

    /**
     * Deletes the data, as far as it is not deleted yet, and then the record: unless an upload or an import has brought
     * more data meanwhile, which nobody would find any more. Then the image as it is by now, to be tried again.
     *
     * @param deleted the URLs of data that is gone
     */
    private Optional<Image> delete(RequestContext context, Image image, Set<String> deleted) {
        ImageStatus target = target(image);
        if (target == ImageStatus.DELETED) {
            for (ImageLocation location : image.locations()) {
                if (deleted.add(location.url())) {
                    deleteData(context, image.id(), location);
                }
            }
        }
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadataRepository repository = lease.get();
            return repository.inTransaction(() -> deleteRecord(repository.images(), image, target, deleted));
        }
    }

    private Optional<Image> deleteRecord(ImageRepository images, Image image, ImageStatus target, Set<String> deleted) {
        String id = image.id();
        Instant now = ImageAccess.now();
        // Locks the row: whoever adds a location has done so before, or finds the image deleted.
        if (!images.update(image, image.toBuilder().updatedAt(now).build())) {
            throw Authorizer.notFound(id);
        }
        Image current = images.find(id, Viewer.SERVER).map(ImageView::image).orElseThrow(() -> Authorizer.notFound(id));
        boolean more = current.locations().stream().anyMatch(location -> !deleted.contains(location.url()));
        if (more && (target == ImageStatus.DELETED || target(current) != target)) {
            return Optional.of(current);
        }
        if (!images.delete(id, target, now)) {
            throw Authorizer.notFound(id);
        }
        return Optional.empty();
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
