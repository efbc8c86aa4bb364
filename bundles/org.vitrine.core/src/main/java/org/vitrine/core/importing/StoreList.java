package org.vitrine.core.importing;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.vitrine.domain.image.Image;

/** The ids of stores that are kept in a property of an image, sorted and with commas (IMPF-3). */
final class StoreList {
    private StoreList() {}

    static Set<String> read(Image image, String property) {
        String text = image.properties().get(property);
        Set<String> ids = new TreeSet<>();
        if (text != null) {
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .forEach(ids::add);
        }
        return ids;
    }

    /** The property's value after these ids were added. */
    static String plus(Image image, String property, Collection<String> ids) {
        Set<String> all = read(image, property);
        all.addAll(ids);
        return String.join(",", all);
    }

    /** The property's value after these ids were taken out. */
    static String minus(Image image, String property, Collection<String> ids) {
        Set<String> all = read(image, property);
        all.removeAll(ids);
        return String.join(",", all);
    }
}
