package org.vitrine.core.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        OptionalLong size = image.size() == null ? size(context, locations) : OptionalLong.of(image.size());
        if (locations.isEmpty() || size.isEmpty()) {
            return new Download(context, image, stores, List.of(), new RequestedRange(0, 0, false), 0);
        }
        RequestedRange wanted = RequestedRange.of(range, contentRange, size.getAsLong());
        Download download = new Download(context, image, stores, locations, wanted, size.getAsLong());
        download.open();
        return download;
    }

    /**
     * Opens all data of an image for the server's own work, with nobody's permission asked.
     *
     * @return to be closed by the caller; empty when the image has no data
     */
    public Download openWhole(RequestContext context, Image image) {
        List<ImageLocation> locations = access.ordered(image.locations());
        OptionalLong size = image.size() == null ? size(context, locations) : OptionalLong.of(image.size());
        long bytes = size.orElse(0);
        Download download = new Download(
                context,
                image,
                stores,
                size.isEmpty() ? List.of() : locations,
                new RequestedRange(0, bytes, false),
                bytes);
        download.open();
        return download;
    }

    /** The size that a store tells, where the record of an older server has none; empty when there is no data. */
    private OptionalLong size(RequestContext context, List<ImageLocation> locations) {
        VitrineException last = null;
        for (ImageLocation location : locations) {
            String store = stores.storeOf(location)
                    .orElseThrow(
                            () -> new VitrineException(ErrorKind.UNAVAILABLE, "No store reads the image's data now."));
            try (Lease<Store> lease = stores.lease(store)) {
                return OptionalLong.of(
                        lease.get().actingFor(context).size(new BlobLocation(location.url(), location.metadata())));
            } catch (VitrineException e) {
                last = e;
            }
        }
        if (last != null && last.kind() != ErrorKind.NOT_FOUND) {
            throw last;
        }
        return OptionalLong.empty();
    }
}
