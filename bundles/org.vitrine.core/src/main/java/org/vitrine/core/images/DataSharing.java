package org.vitrine.core.images;

import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;

/**
 * Tells stores that have permissions of their own who may read an image's data (STORE-14): everybody, or the image's
 * members. It is done after the image's record has changed, and a store that cannot be told only gets a line in the log.
 */
@Component(service = DataSharing.class)
public final class DataSharing {
    private static final Logger LOG = LoggerFactory.getLogger(DataSharing.class);

    private final ImageAccess access;
    private final StoreRegistry stores;

    /** Uses the drivers of the moment. */
    @Activate
    public DataSharing(@Reference ImageAccess access, @Reference StoreRegistry stores) {
        this.access = access;
        this.stores = stores;
    }

    /** Tells the stores of all locations. */
    public void update(RequestContext context, Image image) {
        for (ImageLocation location : image.locations()) {
            stores.storeOf(location)
                    .filter(store -> stores.describe(store)
                            .filter(described -> described.can(Capability.OWN_PERMISSIONS))
                            .isPresent())
                    .ifPresent(store -> update(context, image, location, store));
        }
    }

    private void update(RequestContext context, Image image, ImageLocation location, String store) {
        boolean everybody = image.visibility() == Visibility.PUBLIC || image.visibility() == Visibility.COMMUNITY;
        try (Lease<Store> lease = stores.lease(store)) {
            lease.get()
                    .actingFor(context)
                    .share(
                            new BlobLocation(location.url(), location.metadata()),
                            everybody,
                            everybody ? Set.of() : members(image.id()));
        } catch (VitrineException e) {
            LOG.warn("image {}: store {} cannot be told who may read its data", image.id(), store, e);
        }
    }

    private Set<String> members(String imageId) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().members().list(imageId).stream()
                    .map(ImageMember::memberId)
                    .collect(Collectors.toSet());
        }
    }
}
