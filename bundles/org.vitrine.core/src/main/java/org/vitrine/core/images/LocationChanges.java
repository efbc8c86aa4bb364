package org.vitrine.core.images;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.access.Authorizer;
import org.vitrine.core.data.Digests;
import org.vitrine.core.images.ImageChange.Operation;
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
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;

/** Changing the locations of an image by JSON patch, where the operator allows that (contract section 17.1). */
@Component(service = LocationChanges.class)
public final class LocationChanges {
    private static final Logger LOG = LoggerFactory.getLogger(LocationChanges.class);
    private static final Pattern POSITION = Pattern.compile("\\d{1,9}|-");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    private final ImageAccess access;
    private final Authorizer authorizer;
    private final StoreRegistry stores;
    private final ImageSettings settings;

    /** Uses the drivers of the moment. */
    @Activate
    public LocationChanges(
            @Reference ImageAccess access,
            @Reference Authorizer authorizer,
            @Reference StoreRegistry stores,
            @Reference ImageSettings settings) {
        this.access = access;
        this.authorizer = authorizer;
        this.stores = stores;
        this.settings = settings;
    }

    /** Applies one operation on {@code /locations}; URLs that it removed are added to {@code removedUrls}. */
    Image apply(RequestContext context, ImageView view, ImageChange change, List<String> removedUrls) {
        authorizer.require(
                context, change.operation() == Operation.REMOVE ? "delete_image_location" : "set_image_location", view);
        if (!settings.showLocations()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "It's not allowed to change locations of an image here.");
        }
        return switch (change.operation()) {
            case ADD -> add(view.image(), change);
            case REPLACE -> replace(view.image(), change);
            case REMOVE -> remove(view.image(), change, removedUrls);
        };
    }

    /** Removes the data behind removed locations; the record is saved already, so a failure is only logged. */
    void discard(Image image, List<String> urls) {
        for (ImageLocation location : image.locations()) {
            Optional<String> store = urls.contains(location.url()) ? stores.storeOf(location) : Optional.empty();
            if (store.isEmpty()) {
                continue;
            }
            try (Lease<Store> lease = stores.lease(store.get())) {
                lease.get().delete(new BlobLocation(location.url(), location.metadata()));
            } catch (VitrineException e) {
                LOG.warn(
                        "the data of a removed location of image {} in store {} could not be deleted",
                        image.id(),
                        store.get(),
                        e);
            }
        }
    }

    private Image add(Image image, ImageChange change) {
        requireStatus(image);
        String position = position(change);
        Map<?, ?> given = (Map<?, ?>) change.value();
        ImageLocation location = checked(image, given);
        for (ImageLocation present : image.locations()) {
            if (present.url().equals(location.url()) && present.metadata().equals(location.metadata())) {
                throw invalid("Location is already there.");
            }
        }
        Quotas.requireLocations(image.locations().size() + 1, settings);
        List<ImageLocation> locations = new ArrayList<>(image.locations());
        int index = position.equals("-") ? locations.size() : Math.min(Integer.parseInt(position), locations.size());
        locations.add(index, location);
        return activated(image, locations, List.of(given));
    }

    private Image replace(Image image, ImageChange change) {
        requireStatus(image);
        List<?> given = (List<?>) change.value();
        if (given.isEmpty()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Cannot set locations to empty list.");
        }
        Quotas.requireLocations(given.size(), settings);
        Set<String> before = new HashSet<>();
        image.locations().forEach(location -> before.add(location.url()));
        List<ImageLocation> locations = new ArrayList<>();
        Set<String> after = new HashSet<>();
        for (Object entry : given) {
            Map<?, ?> map = (Map<?, ?>) entry;
            String url = String.valueOf(map.get("url"));
            locations.add(before.contains(url) ? known(image, map, url) : checked(image, map));
            if (!after.add(url)) {
                throw invalid("Location is given twice.");
            }
        }
        if (!before.isEmpty() && !before.equals(after)) {
            throw invalid("Original locations are not empty: only their metadata may be replaced.");
        }
        return activated(image, locations, given);
    }

    private Image remove(Image image, ImageChange change, List<String> removedUrls) {
        String position = position(change);
        if (image.status() != ImageStatus.ACTIVE) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "It's not allowed to remove locations of an image in status "
                            + image.status().wireName() + ".");
        }
        List<ImageLocation> locations = new ArrayList<>(image.locations());
        int index = position.equals("-") ? locations.size() - 1 : Integer.parseInt(position);
        if (index < 0 || index >= locations.size()) {
            throw invalid("Invalid position " + position + ".");
        }
        if (locations.size() == 1) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Cannot delete the last location of an image.");
        }
        removedUrls.add(locations.remove(index).url());
        return image.toBuilder().locations(locations).build();
    }

    private static void requireStatus(Image image) {
        if (image.status() != ImageStatus.QUEUED && image.status() != ImageStatus.ACTIVE) {
            throw new VitrineException(
                    ErrorKind.CONFLICT,
                    "It's not allowed to add or replace locations of an image in status "
                            + image.status().wireName() + ".");
        }
    }

    private static String position(ImageChange change) {
        String position = change.path().get(1);
        if (!POSITION.matcher(position).matches()) {
            throw invalid("Invalid position " + position + ".");
        }
        return position;
    }

    private static ImageLocation known(Image image, Map<?, ?> given, String url) {
        ImageLocation present = image.locations().stream()
                .filter(location -> location.url().equals(url))
                .findFirst()
                .orElseThrow();
        Map<String, Object> metadata = metadata(given);
        present.storeId().ifPresent(id -> metadata.putIfAbsent(ImageLocation.STORE, id));
        return new ImageLocation(url, metadata);
    }

    /** A location may name no file and no other image's object, and only a store that takes such locations (LOC-7, STORE-41). */
    private ImageLocation checked(Image image, Map<?, ?> given) {
        String url = String.valueOf(given.get("url"));
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        String id = stores.storeOf(new ImageLocation(url, Map.of()))
                .filter(store -> takes(store, scheme))
                .orElseThrow(() -> invalid("Invalid location"));
        Map<String, Object> metadata = metadata(given);
        if (stores.multiStore()) {
            metadata.put(ImageLocation.STORE, id);
        }
        size(id, url, metadata);
        return new ImageLocation(url, metadata);
    }

    private boolean takes(String store, String scheme) {
        Optional<StoreDescription> description = stores.describe(store);
        return description.isPresent()
                && description.get().can(Capability.EXTERNAL_LOCATIONS)
                && description.get().schemes().contains(scheme);
    }

    private long size(String store, String url, Map<String, Object> metadata) {
        try (Lease<Store> lease = stores.lease(store)) {
            long size = lease.get().size(new BlobLocation(url, metadata));
            if (size <= 0) {
                throw invalid("Invalid location");
            }
            return size;
        } catch (VitrineException e) {
            throw e.kind() == ErrorKind.INVALID ? e : new VitrineException(ErrorKind.INVALID, "Invalid location", e);
        }
    }

    private static Map<String, Object> metadata(Map<?, ?> given) {
        Map<String, Object> metadata = new HashMap<>();
        if (given.get("metadata") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (!(value instanceof String || value instanceof List || value instanceof Map)) {
                    throw invalid("Location metadata values must be strings, lists or objects.");
                }
                metadata.put(String.valueOf(key), value);
            });
        }
        return metadata;
    }

    /** The first location of a queued image makes it active (LOC-9). */
    private Image activated(Image image, List<ImageLocation> locations, List<?> given) {
        Image.Builder builder = image.toBuilder().locations(locations);
        validate(image, given, builder);
        if (image.status() != ImageStatus.QUEUED) {
            return builder.build();
        }
        if (image.diskFormat() == null || image.containerFormat() == null) {
            throw invalid("Properties disk_format and container_format must be set before an image has data.");
        }
        ImageLocation first = locations.get(0);
        String store = stores.storeOf(first).orElseThrow(() -> invalid("Invalid location"));
        long size = size(store, first.url(), first.metadata());
        if (size > settings.sizeCap()) {
            throw new VitrineException(ErrorKind.QUOTA_EXCEEDED, "The data is larger than the allowed image size.");
        }
        return builder.status(ImageStatus.ACTIVE).size(size).build();
    }

    private void validate(Image image, List<?> given, Image.Builder builder) {
        String checksum = image.checksum();
        String value = image.hashValue();
        for (Object entry : given) {
            if (!(((Map<?, ?>) entry).get("validation_data") instanceof Map<?, ?> data)) {
                continue;
            }
            checksum = agreed("checksum", checksum, (String) data.get("checksum"), 32, image);
            String algorithm = (String) data.get("os_hash_algo");
            if (!settings.hashingAlgorithm().equals(algorithm)) {
                throw conflict("os_hash_algo must be '" + settings.hashingAlgorithm() + "', not '" + algorithm + "'.");
            }
            value = agreed(
                    "os_hash_value", value, (String) data.get("os_hash_value"), Digests.hexLength(algorithm), image);
            builder.checksum(checksum).hash(algorithm, value);
        }
    }

    private static String agreed(String what, String present, String given, int length, Image image) {
        if (given == null) {
            return present;
        }
        if (given.length() != length || !HEX.matcher(given).matches()) {
            throw conflict(what + " must be " + length + " hexadecimal digits.");
        }
        if (present != null && !present.equals(given)) {
            throw conflict(what + " is already set with a different value.");
        }
        if (present == null && image.status() != ImageStatus.QUEUED) {
            throw conflict(what + " can only be set on a queued image.");
        }
        return given;
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }

    private static VitrineException conflict(String message) {
        return new VitrineException(ErrorKind.CONFLICT, message);
    }
}
