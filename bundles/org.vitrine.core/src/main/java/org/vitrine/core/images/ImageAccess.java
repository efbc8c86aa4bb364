package org.vitrine.core.images;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.plugins.CurrentProtection;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.property.PropertyProtection.Action;

/** What all use cases on images begin and end with: finding the image, and showing it. */
@Component(service = ImageAccess.class)
public final class ImageAccess {
    private static final int ID_LENGTH = 36;

    private final CurrentRepository repositories;
    private final CurrentProtection protection;
    private final StoreRegistry stores;
    private final ImageSettings settings;

    /** Uses the drivers of the moment. */
    @Activate
    public ImageAccess(
            @Reference CurrentRepository repositories,
            @Reference CurrentProtection protection,
            @Reference StoreRegistry stores,
            @Reference ImageSettings settings) {
        this.repositories = repositories;
        this.protection = protection;
        this.stores = stores;
        this.settings = settings;
    }

    /** The time for a record: microseconds, as the database keeps them. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The use of the repository. Close it. */
    public Lease<MetadataRepository> repository() {
        return repositories.lease();
    }

    /** The image if the caller may know of it as far as the records tell (VIS-1), else {@code NOT_FOUND}. */
    public ImageView load(RequestContext context, String id) {
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            return load(lease.get(), context, id);
        }
    }

    /** As {@link #load(RequestContext, String)}, within a lease. */
    public ImageView load(MetadataRepository repository, RequestContext context, String id) {
        // No id is longer than the column that holds it (ERR-28), nor of text that no column can hold.
        if (id.length() > ID_LENGTH || !StorableText.test(id)) {
            throw Authorizer.notFound(id);
        }
        return repository.images().find(id, context.viewer()).orElseThrow(() -> Authorizer.notFound(id));
    }

    /** The locations in the order in which they are shown and tried: by store weight in a multi-store server (REP-23). */
    public List<ImageLocation> ordered(List<ImageLocation> locations) {
        if (locations.size() < 2 || !stores.multiStore()) {
            return locations;
        }
        List<ImageLocation> sorted = new ArrayList<>(locations);
        sorted.sort(Comparator.comparingInt(stores::weight).reversed());
        return sorted;
    }

    /** The image as the caller may see it. */
    public ShownImage show(RequestContext context, Image image) {
        Image readable = readable(context, image);
        // A deactivated image keeps its data to administrators (REP-24).
        boolean concealed = image.status() == ImageStatus.DEACTIVATED && !context.admin();
        List<ImageLocation> locations = concealed ? List.of() : ordered(named(image.locations()));
        Optional<String> directUrl = settings.showDirectUrl() && !locations.isEmpty()
                ? Optional.of(locations.get(0).url())
                : Optional.empty();
        Optional<List<ImageLocation>> shown = settings.showLocations() ? Optional.of(locations) : Optional.empty();
        return new ShownImage(readable, directUrl, shown, storeIds(locations));
    }

    /** The locations with the ids of their stores, also where a record of an older server lacks them (STORE-37). */
    private List<ImageLocation> named(List<ImageLocation> locations) {
        if (locations.isEmpty() || !stores.multiStore()) {
            return locations;
        }
        List<ImageLocation> named = new ArrayList<>(locations.size());
        for (ImageLocation location : locations) {
            Optional<String> store = stores.storeOf(location);
            named.add(store.isEmpty() || store.equals(location.storeId()) ? location : location.inStore(store.get()));
        }
        return named;
    }

    private Optional<String> storeIds(List<ImageLocation> locations) {
        if (locations.isEmpty() || !stores.multiStore()) {
            return Optional.empty();
        }
        StringBuilder ids = new StringBuilder();
        for (ImageLocation location : locations) {
            location.storeId()
                    .ifPresent(id -> ids.append(ids.isEmpty() ? "" : ",").append(id));
        }
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.toString());
    }

    private Image readable(RequestContext context, Image image) {
        if (image.properties().isEmpty()) {
            return image;
        }
        List<String> unreadable = new ArrayList<>();
        for (String name : image.properties().keySet()) {
            if (ImageProperties.isInternal(name) || !protection.permits(name, Action.READ, context)) {
                unreadable.add(name);
            }
        }
        if (unreadable.isEmpty()) {
            return image;
        }
        Image.Builder builder = image.toBuilder();
        unreadable.forEach(builder::removeProperty);
        return builder.build();
    }
}
