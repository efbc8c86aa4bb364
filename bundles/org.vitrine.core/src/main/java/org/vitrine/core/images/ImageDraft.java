package org.vitrine.core.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageView;

/**
 * An image while a patch is applied to it. All operations share one copy, so that many of them on an image with many
 * properties cost no more than their number. For one thread.
 */
final class ImageDraft {
    private final Image before;
    private final boolean member;
    private final Map<String, String> properties;
    /** In the order in which clients see them and count their positions. */
    private final List<ImageLocation> locations;

    private final List<ImageLocation> removed = new ArrayList<>();
    /** The base attributes as they are now. */
    private Image base;

    /** @param ordered the image's locations in the order in which clients see them */
    ImageDraft(ImageView view, List<ImageLocation> ordered) {
        before = view.image();
        member = view.member();
        properties = new LinkedHashMap<>(before.properties());
        locations = new ArrayList<>(ordered);
        base = before.toBuilder().properties(Map.of()).build();
    }

    /** The image as it is now, but for its properties and locations. */
    Image base() {
        return base;
    }

    /** As {@link #base()}, for a policy. */
    ImageView view() {
        return new ImageView(base, member);
    }

    /** Changes base attributes. */
    void change(Consumer<Image.Builder> edit) {
        Image.Builder builder = base.toBuilder();
        edit.accept(builder);
        base = builder.build();
    }

    /** The properties as they are now, to read and to change. */
    Map<String, String> properties() {
        return properties;
    }

    /** The locations as they are now, to read and to change. */
    List<ImageLocation> locations() {
        return locations;
    }

    /** Takes a location out whose data goes too. */
    void remove(int position) {
        removed.add(locations.remove(position));
    }

    /** The locations that were taken out. */
    List<ImageLocation> removed() {
        return removed;
    }

    /** Whether it has a property of a name that the image did not have. */
    boolean hasNewProperty() {
        return !before.properties().keySet().containsAll(properties.keySet());
    }

    /** The image as its client sees it after the patch. */
    Image shown(Instant now) {
        return with(locations, now);
    }

    /** The image to store: locations that stay, with whatever metadata, keep their place; others come after them (LOC-3). */
    Image stored(Instant now) {
        List<ImageLocation> rest = new ArrayList<>(locations);
        List<ImageLocation> stored = new ArrayList<>(before.locations());
        stored.replaceAll(location -> rest.remove(location) ? location : null);
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i) == null) {
                stored.set(i, takeAt(before.locations().get(i).url(), rest));
            }
        }
        stored.removeIf(Objects::isNull);
        stored.addAll(rest);
        return with(stored, now);
    }

    /** Takes the first location of this URL out of these; null when there is none. */
    private static ImageLocation takeAt(String url, List<ImageLocation> locations) {
        for (ImageLocation location : locations) {
            if (location.url().equals(url)) {
                locations.remove(location);
                return location;
            }
        }
        return null;
    }

    private Image with(List<ImageLocation> places, Instant now) {
        return base.toBuilder()
                .properties(properties)
                .locations(places)
                .updatedAt(now)
                .build();
    }
}
