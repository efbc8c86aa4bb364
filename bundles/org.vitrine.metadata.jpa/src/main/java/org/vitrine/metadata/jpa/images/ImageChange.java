package org.vitrine.metadata.jpa.images;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;

/**
 * What the children of an image become: which rows go, which come.
 *
 * @param removedProperties names
 * @param setProperties names and values, new or changed
 * @param removedTags values
 * @param addedTags values
 * @param locations of the locations
 */
record ImageChange(
        Collection<String> removedProperties,
        Map<String, String> setProperties,
        Collection<String> removedTags,
        Collection<String> addedTags,
        Locations locations) {

    /** The change that makes {@code after} of {@code before}. */
    static ImageChange between(Image before, Image after) {
        Set<String> removedProperties = new LinkedHashSet<>(before.properties().keySet());
        removedProperties.removeAll(after.properties().keySet());
        Map<String, String> setProperties = new LinkedHashMap<>(after.properties());
        setProperties
                .entrySet()
                .removeIf(entry -> before.properties().containsKey(entry.getKey())
                        && Objects.equals(before.properties().get(entry.getKey()), entry.getValue()));
        Set<String> removedTags = new LinkedHashSet<>(before.tags());
        removedTags.removeAll(Set.copyOf(after.tags()));
        Set<String> addedTags = new LinkedHashSet<>(after.tags());
        addedTags.removeAll(Set.copyOf(before.tags()));
        return new ImageChange(
                removedProperties,
                setProperties,
                removedTags,
                addedTags,
                Locations.between(before.locations(), after.locations()));
    }

    boolean isEmpty() {
        return removedProperties.isEmpty()
                && setProperties.isEmpty()
                && removedTags.isEmpty()
                && addedTags.isEmpty()
                && locations.isEmpty();
    }

    /**
     * What becomes of the locations. Their order is that of their rows' ids, so a row that is to come before one that
     * stays makes that one be written anew.
     *
     * @param removed URLs of rows that go
     * @param changed rows that stay, with new metadata
     * @param added rows that come, in order
     */
    record Locations(List<String> removed, List<ImageLocation> changed, List<ImageLocation> added) {
        static Locations between(List<ImageLocation> before, List<ImageLocation> after) {
            List<String> removed = new ArrayList<>();
            List<ImageLocation> changed = new ArrayList<>();
            int kept = 0;
            for (ImageLocation location : before) {
                if (kept == after.size() || !after.get(kept).url().equals(location.url())) {
                    removed.add(location.url());
                    continue;
                }
                ImageLocation now = after.get(kept++);
                if (!now.equals(location)) {
                    changed.add(now);
                }
            }
            return new Locations(removed, changed, after.subList(kept, after.size()));
        }

        boolean isEmpty() {
            return removed.isEmpty() && changed.isEmpty() && added.isEmpty();
        }
    }
}
