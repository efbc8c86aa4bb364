package org.vitrine.core.discovery;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageDeletion;
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
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.store.StoreDescription.Capability;

/** The stores of a multi-store server, and taking an image out of one of them (contract sections 13.1 and 16.7). */
@Component(service = StoreCatalog.class)
public final class StoreCatalog {
    private final StoreRegistry stores;
    private final ImageAccess access;
    private final ImageDeletion deletion;
    private final Authorizer authorizer;

    /** Uses the drivers of the moment. */
    @Activate
    public StoreCatalog(
            @Reference StoreRegistry stores,
            @Reference ImageAccess access,
            @Reference ImageDeletion deletion,
            @Reference Authorizer authorizer) {
        this.stores = stores;
        this.access = access;
        this.deletion = deletion;
        this.authorizer = authorizer;
    }

    /** Whether clients see several stores. */
    public boolean multiStore() {
        return stores.multiStore();
    }

    /** The ids in configuration order; empty in a single-store server. */
    public List<String> ids() {
        return stores.ids();
    }

    /** The stores that are there now; {@code NOT_FOUND} in a single-store server (DISC-2). */
    public List<ShownStore> list(RequestContext context) {
        requireMultiStore();
        List<ShownStore> shown = new ArrayList<>();
        for (String id : stores.ids()) {
            stores.describe(id)
                    .map(store -> new ShownStore(
                            id,
                            store.text(),
                            id.equals(stores.defaultId()),
                            !store.can(Capability.WRITE),
                            store.type(),
                            store.weight(),
                            store.properties()))
                    .ifPresent(shown::add);
        }
        return shown;
    }

    /** As {@link #list}, for those whom the policy lets see the details (DISC-4). */
    public List<ShownStore> detail(RequestContext context) {
        requireMultiStore();
        authorizer.require(context, "stores_info_detail", PolicyTarget.NONE);
        return list(context);
    }

    /** Deletes the image's data from one store and keeps the image (STDEL-1 to STDEL-9). */
    public void deleteFrom(RequestContext context, String storeId, String imageId) {
        authorizer.requireWriter(context);
        requireMultiStore();
        if (!stores.ids().contains(storeId)) {
            throw new VitrineException(
                    ErrorKind.CONFLICT, "The selected store " + storeId + " is not available on this node.");
        }
        ImageView view = access.load(context, imageId);
        authorizer.require(context, "get_image_location", view);
        authorizer.require(context, "delete_image_location", view);
        Image image = view.image();
        if (image.status() != ImageStatus.ACTIVE) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "It's not allowed to remove image data from store if image status is not 'active'");
        }
        if (image.locations().size() == 1) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN,
                    "Cannot delete image data from the only store containing it. Consider deleting the image instead.");
        }
        ImageLocation location = find(image, storeId);
        authorizer.requireOwner(context, image);
        deletion.deleteData(context, imageId, location);
        remove(image, location);
    }

    private ImageLocation find(Image image, String storeId) {
        for (ImageLocation location : access.ordered(image.locations())) {
            if (stores.storeOf(location).filter(storeId::equals).isPresent()) {
                return location;
            }
        }
        throw new VitrineException(
                ErrorKind.NOT_FOUND, "Image " + image.id() + " is not stored in store " + storeId + ".");
    }

    private void remove(Image image, ImageLocation location) {
        List<ImageLocation> rest = new ArrayList<>(image.locations());
        rest.remove(location);
        Image after =
                image.toBuilder().locations(rest).updatedAt(ImageAccess.now()).build();
        try (Lease<MetadataRepository> lease = access.repository()) {
            if (!lease.get().images().update(image, after)) {
                throw Authorizer.notFound(image.id());
            }
        }
    }

    private void requireMultiStore() {
        if (!stores.multiStore()) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "Multi backend is not supported at this site.");
        }
    }
}
