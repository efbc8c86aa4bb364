package org.vitrine.core.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;

/** Showing and listing images (contract sections 10 and 11). */
@Component(service = ImageCatalog.class)
public final class ImageCatalog {
    private final ImageAccess access;
    private final Authorizer authorizer;
    private final ImageSettings settings;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageCatalog(
            @Reference ImageAccess access, @Reference Authorizer authorizer, @Reference ImageSettings settings) {
        this.access = access;
        this.authorizer = authorizer;
        this.settings = settings;
    }

    /** The image, or {@code NOT_FOUND} to those who may not see it (IMG-SHOW-2). */
    public ShownImage show(RequestContext context, String id) {
        ImageView view = access.load(context, id);
        authorizer.requireVisible(context, view);
        return access.show(context, view.image());
    }

    /** A page of images. {@code INVALID} for an unknown marker, {@code FORBIDDEN} for one the caller may not see (IMG-LIST-8). */
    public ImagePage list(RequestContext context, ListRequest request) {
        authorizer.requireOnOwnProject(context, "get_images");
        int limit = Math.min(request.limit().orElse(settings.limitDefault()), settings.limitMax());
        List<ImageView> found;
        try (Lease<MetadataRepository> lease = access.repository()) {
            Image marker =
                    request.marker().map(id -> marker(lease.get(), context, id)).orElse(null);
            found = limit == 0 ? List.of() : lease.get().images().list(query(context, request, marker, limit));
        }
        List<ShownImage> shown = new ArrayList<>(found.size());
        for (ImageView view : found) {
            if (authorizer.allows(context, "get_image", view)) {
                shown.add(access.show(context, view.image()));
            }
        }
        boolean full = limit > 0 && found.size() == limit && !shown.isEmpty();
        return new ImagePage(
                shown, full ? Optional.of(shown.get(shown.size() - 1).image().id()) : Optional.empty());
    }

    private static ImageQuery query(RequestContext context, ListRequest request, Image marker, int limit) {
        List<ImageFilter> filters = new ArrayList<>(request.filters());
        boolean hiddenAsked = filters.stream()
                .anyMatch(f -> f instanceof ImageFilter.Flag flag && flag.attribute() == ImageAttribute.HIDDEN);
        if (!hiddenAsked) {
            filters.add(new ImageFilter.Flag(ImageAttribute.HIDDEN, false));
        }
        return new ImageQuery(
                context.viewer(), filters, request.visibility(), request.memberStatus(), request.sort(), marker, limit);
    }

    private static Image marker(MetadataRepository repository, RequestContext context, String id) {
        if (StorableText.test(id)) {
            Optional<ImageView> visible = repository.images().find(id, context.viewer());
            if (visible.isPresent()) {
                return visible.get().image();
            }
            if (repository.images().find(id, Viewer.SERVER).isPresent()) {
                throw new VitrineException(ErrorKind.FORBIDDEN, "Forbidding request, image " + id + " not visible");
            }
        }
        throw new VitrineException(ErrorKind.INVALID, "No image found with ID " + id);
    }
}
