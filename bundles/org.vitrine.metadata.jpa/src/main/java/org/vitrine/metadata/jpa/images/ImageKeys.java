package org.vitrine.metadata.jpa.images;

import java.util.List;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.metadata.jpa.sql.Keyset;

/** The order of a list of images (IMG-SORT-7). */
final class ImageKeys {
    private ImageKeys() {}

    /** @param marker the image after which the list starts, or null */
    static Keyset of(List<ImageSort> sort, Image marker) {
        return new Keyset(sort.stream().map(key -> key(key, marker)).toList());
    }

    private static Keyset.Key key(ImageSort sort, Image marker) {
        Object value = marker == null ? null : value(sort.key(), marker);
        return new Keyset.Key(Columns.of(sort.key()), sort.ascending(), Columns.isNullable(sort.key()), value);
    }

    private static Object value(ImageAttribute key, Image image) {
        return switch (key) {
            case ID -> image.id();
            case NAME -> image.name();
            case STATUS -> image.status().wireName();
            case DISK_FORMAT -> image.diskFormat();
            case CONTAINER_FORMAT -> image.containerFormat();
            case SIZE -> image.size();
            case CREATED_AT -> image.createdAt();
            case UPDATED_AT -> image.updatedAt();
            case CHECKSUM, OWNER, HASH_ALGORITHM, HASH_VALUE, VIRTUAL_SIZE, MIN_DISK, MIN_RAM, PROTECTED, HIDDEN ->
                throw new IllegalArgumentException("images are not sorted by " + key.wireName());
        };
    }
}
