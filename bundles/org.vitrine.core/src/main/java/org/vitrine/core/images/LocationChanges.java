package org.vitrine.core.images;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.images.ImageChange.Operation;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;

/** Changing the locations of an image by JSON patch, where the operator allows that (contract section 17.1). */
@Component(service = LocationChanges.class)
public final class LocationChanges {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final String LAST = "-";
    /** Schemes of which no client may name a location, whatever a store says of itself (LOC-7). */
    private static final Set<String> NEVER = Set.of("file", "filesystem", "swift+config");

    private final Authorizer authorizer;
    private final StoreRegistry stores;
    private final ImageSettings settings;
    private final StorageQuota storage;

    /** Uses the drivers of the moment. */
    @Activate
    public LocationChanges(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference StoreRegistry stores,
            @Reference ImageSettings settings,
            @Reference ProjectQuota quota) {
        this.authorizer = authorizer;
        this.stores = stores;
        this.settings = settings;
        storage = new StorageQuota(access, settings, quota);
    }

    /** Applies one operation on {@code /locations}. */
    void apply(RequestContext context, ImageDraft draft, ImageChange change) {
        Operation operation = change.operation();
        if (operation == Operation.REPLACE && ((List<?>) change.value()).isEmpty()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Cannot set locations to empty list.");
        }
        String rule = operation == Operation.REMOVE ? "delete_image_location" : "set_image_location";
        authorizer.require(context, rule, draft.view(), draft.properties());
        if (!settings.showLocations()) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "It's not allowed to change locations if locations are invisible.");
        }
        switch (operation) {
            case ADD -> add(context, draft, change);
            case REPLACE -> replace(context, draft, (List<?>) change.value());
            case REMOVE -> remove(draft, change);
        }
    }

    /** Saves the image, if the project may have its new places still (QUOTA-30 of the operator contract). */
    boolean save(RequestContext context, MetadataRepository repository, Image before, Image after) {
        if (after.locations().size() <= before.locations().size()) {
            return repository.images().update(before, after);
        }
        return repository.inTransaction(() -> {
            storage.takeTurn(repository, context);
            storage.require(repository, context, after);
            return repository.images().update(before, after);
        });
    }

    private void add(RequestContext context, ImageDraft draft, ImageChange change) {
        requireStatus(draft.base(), "add");
        Map<?, ?> given = (Map<?, ?>) change.value();
        ValidationData hashes = ValidationData.of(List.of(given), draft.base(), settings);
        int count = draft.locations().size();
        int position = Math.min(position(change, count, "adding"), count);
        Quotas.requireLocations(count + 1, settings);
        ImageLocation location = external(given);
        long size = size(context, location);
        requireRoom(context, draft.base(), size, 1);
        if (draft.locations().contains(location)) {
            throw duplicate();
        }
        draft.locations().add(position, location);
        activate(draft, hashes, size);
    }

    private void replace(RequestContext context, ImageDraft draft, List<?> given) {
        requireStatus(draft.base(), "replace");
        ValidationData hashes = ValidationData.of(given, draft.base(), settings);
        Quotas.requireLocations(given.size(), settings);
        if (draft.locations().isEmpty()) {
            fill(context, draft, given, hashes);
        } else {
            describe(draft, given);
        }
    }

    /** Gives an image without locations its first ones. */
    private void fill(RequestContext context, ImageDraft draft, List<?> given, ValidationData hashes) {
        Set<ImageLocation> locations = new LinkedHashSet<>();
        long size = 0;
        for (Object entry : given) {
            ImageLocation location = external((Map<?, ?>) entry);
            long bytes = size(context, location);
            size = size == 0 ? bytes : size;
            if (!locations.add(location)) {
                throw duplicate();
            }
        }
        requireRoom(context, draft.base(), size, given.size());
        draft.locations().addAll(locations);
        activate(draft, hashes, size);
    }

    /** Gives the locations that are there other metadata; nothing else can be replaced (LOC-4). */
    private void describe(ImageDraft draft, List<?> given) {
        List<ImageLocation> locations = new ArrayList<>();
        for (Object entry : given) {
            Map<?, ?> map = (Map<?, ?>) entry;
            locations.add(located(String.valueOf(map.get("url")), LocationMetadata.of(map)));
        }
        if (!urls(locations).equals(urls(draft.locations()))) {
            throw invalid("Original locations is not empty: only their metadata can be replaced.");
        }
        draft.locations().clear();
        draft.locations().addAll(locations);
    }

    private void remove(ImageDraft draft, ImageChange change) {
        ImageStatus status = draft.base().status();
        if (status != ImageStatus.ACTIVE) {
            throw conflict("It's not allowed to remove locations if image status is " + status.wireName() + ".");
        }
        int count = draft.locations().size();
        if (count == 1) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Cannot remove last location in the image.");
        }
        int position = position(change, count - 1, "removing");
        if (position >= count || position < 0) {
            throw badPosition("removing");
        }
        draft.remove(position);
    }

    private static void requireStatus(Image image, String verb) {
        if (image.status() != ImageStatus.QUEUED && image.status() != ImageStatus.ACTIVE) {
            throw conflict("It's not allowed to " + verb + " locations if image status is "
                    + image.status().wireName() + ".");
        }
    }

    private static int position(ImageChange change, int last, String what) {
        String text = change.path().get(1);
        if (text.equals(LAST)) {
            return last;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw badPosition(what);
        }
        return Integer.parseInt(text);
    }

    /** A new location. It names no file and nothing that the server's configuration knows, and a store takes such locations (STORE-41). */
    private ImageLocation external(Map<?, ?> given) {
        String url = String.valueOf(given.get("url"));
        StorableText.require("location", url);
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        boolean taken = !NEVER.contains(scheme)
                && stores.storeOf(new ImageLocation(url, Map.of()))
                        .flatMap(stores::describe)
                        .filter(store -> takes(store, scheme))
                        .isPresent();
        if (!taken) {
            throw invalid("Invalid location");
        }
        return located(url, LocationMetadata.of(given));
    }

    private static boolean takes(StoreDescription store, String scheme) {
        return store.can(Capability.EXTERNAL_LOCATIONS) && store.schemes().contains(scheme);
    }

    /** In a multi-store server the URL says which store it is, not the client (LOC-11). */
    private ImageLocation located(String url, Map<String, Object> metadata) {
        ImageLocation location = new ImageLocation(url, metadata);
        Optional<String> store =
                stores.multiStore() ? stores.storeOf(new ImageLocation(url, Map.of())) : Optional.empty();
        return store.map(location::inStore).orElse(location);
    }

    private long size(RequestContext context, ImageLocation location) {
        String store = stores.storeOf(location).orElseThrow(() -> invalid("Invalid location"));
        long size;
        try (Lease<Store> lease = stores.lease(store)) {
            size = lease.get().actingFor(context).size(new BlobLocation(location.url(), location.metadata()));
        } catch (VitrineException e) {
            throw new VitrineException(ErrorKind.INVALID, "Invalid location", e);
        }
        if (size <= 0) {
            throw invalid("Invalid location");
        }
        return size;
    }

    private void requireRoom(RequestContext context, Image image, long size, int count) {
        boolean known = image.size() != null && image.size() > 0;
        long bytes = known ? image.size() : size;
        if (!known && size > settings.sizeCap()) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED,
                    "The data is larger than the " + settings.sizeCap() + " bytes that an image may have.");
        }
        boolean overflows = bytes > Long.MAX_VALUE / count;
        storage.require(context, image.id(), overflows ? Long.MAX_VALUE : bytes * count);
    }

    /** The first location of a queued image makes it active (LOC-9). */
    private static void activate(ImageDraft draft, ValidationData hashes, long size) {
        Image image = draft.base();
        if (image.status() == ImageStatus.QUEUED) {
            RequiredFormats.require(image, ErrorKind.INVALID);
            draft.change(builder -> hashes.apply(builder).status(ImageStatus.ACTIVE));
        }
        if (image.size() == null || image.size() == 0) {
            draft.change(builder -> builder.size(size));
        }
    }

    private static List<String> urls(List<ImageLocation> locations) {
        return locations.stream().map(ImageLocation::url).sorted().toList();
    }

    private static VitrineException badPosition(String what) {
        return invalid("Invalid position for " + what + " a location.");
    }

    private static VitrineException duplicate() {
        return invalid("The location already exists.");
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }

    private static VitrineException conflict(String message) {
        return new VitrineException(ErrorKind.CONFLICT, message);
    }
}
