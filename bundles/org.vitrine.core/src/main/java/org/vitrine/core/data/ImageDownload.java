package org.vitrine.core.data;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.Store;

/** Giving image data to a client (contract section 15.3). */
@Component(service = ImageDownload.class)
public final class ImageDownload {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final StoreRegistry stores;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageDownload(
            @Reference ImageAccess access, @Reference Authorizer authorizer, @Reference StoreRegistry stores) {
        this.access = access;
        this.authorizer = authorizer;
        this.stores = stores;
    }

    /**
     * Opens the data, after all checks in the order of DL-3.
     *
     * @param range the header {@code Range}
     * @param contentRange the request header {@code Content-Range}, which old clients send instead (DL-10)
     * @return to be closed by the caller; empty when the image has no data
     */
    public Download open(RequestContext context, String id, Optional<String> range, Optional<String> contentRange) {
        ImageView view = access.load(context, id);
        Image image = view.image();
        if (image.status() == ImageStatus.DEACTIVATED && !context.admin()) {
            authorizer.requireVisible(context, view);
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "The requested image has been deactivated. Image data download is forbidden.");
        }
        authorizer.require(context, "download_image", view);
        List<ImageLocation> locations = access.ordered(image.locations());
        if (locations.isEmpty()) {
            return new Download(image, stores, locations, new RequestedRange(0, 0, false), 0);
        }
        long size = image.size() == null ? size(locations.get(0)) : image.size();
        Download download = new Download(image, stores, locations, RequestedRange.of(range, contentRange, size), size);
        download.open();
        return download;
    }

    private long size(ImageLocation location) {
        String store = stores.storeOf(location)
                .orElseThrow(() -> new VitrineException(ErrorKind.UNAVAILABLE, "No store reads the image's data now."));
        try (Lease<Store> lease = stores.lease(store)) {
            return lease.get().size(new BlobLocation(location.url(), location.metadata()));
        }
    }
}
