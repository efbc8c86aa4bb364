package org.vitrine.metadata.jpa.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.image.ImageLocation;

/**
 * What belongs to one image, as it was at one moment.
 *
 * @param tags in no defined order
 * @param properties by name; a value may be null
 * @param locations in stored order
 * @param weight roughly the characters of all of it
 */
record Children(List<String> tags, Map<String, String> properties, List<ImageLocation> locations, long weight) {
    /** What an object costs beside its characters. */
    private static final int OBJECT = 50;

    /** Collects the rows of one image. */
    static final class Builder {
        private final List<String> tags = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final List<Location> locations = new ArrayList<>();
        private long weight = OBJECT;

        void tag(String value) {
            tags.add(value);
            weight += OBJECT + value.length();
        }

        void property(String name, String value) {
            properties.put(name, value);
            weight += OBJECT + name.length() + (value == null ? 0 : value.length());
        }

        void location(long id, String url, String metadata) {
            locations.add(new Location(id, new ImageLocation(url, LocationMetadata.ofText(metadata))));
            weight += OBJECT + url.length() + 2L * (metadata == null ? 0 : metadata.length());
        }

        Children build() {
            locations.sort(Comparator.comparingLong(Location::id));
            return new Children(
                    tags, properties, locations.stream().map(Location::value).toList(), weight);
        }

        private record Location(long id, ImageLocation value) {}
    }
}
