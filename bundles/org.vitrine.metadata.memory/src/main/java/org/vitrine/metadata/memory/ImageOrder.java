package org.vitrine.metadata.memory;

import java.util.Comparator;
import java.util.List;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageSort;

/** The order of a query. Nulls sort lowest (IMG-SORT-7). */
final class ImageOrder implements Comparator<Image> {
    private final List<ImageSort> keys;

    ImageOrder(List<ImageSort> keys) {
        this.keys = keys;
    }

    @Override
    public int compare(Image a, Image b) {
        for (ImageSort key : keys) {
            int comparison = compare(a, b, key.key());
            if (comparison != 0) {
                return key.ascending() ? comparison : -comparison;
            }
        }
        return 0;
    }

    private static int compare(Image a, Image b, ImageAttribute key) {
        return switch (key.kind()) {
            case TEXT -> compare(ImageMatch.text(a, key), ImageMatch.text(b, key));
            case NUMBER -> compare(ImageMatch.number(a, key), ImageMatch.number(b, key));
            case TIME -> compare(ImageMatch.time(a, key), ImageMatch.time(b, key));
            case FLAG -> throw new IllegalArgumentException("images are not sorted by " + key.wireName());
        };
    }

    private static <T extends Comparable<T>> int compare(T a, T b) {
        return Comparator.nullsFirst(Comparator.<T>naturalOrder()).compare(a, b);
    }
}
