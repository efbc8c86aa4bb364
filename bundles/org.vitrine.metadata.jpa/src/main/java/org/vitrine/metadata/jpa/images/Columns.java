package org.vitrine.metadata.jpa.images;

import org.vitrine.domain.image.ImageAttribute;

/** The columns of the table {@code images}. */
final class Columns {
    private Columns() {}

    /** The column of an attribute, which bears its wire name. */
    static String of(ImageAttribute attribute) {
        return "i." + attribute.wireName();
    }

    static boolean isNullable(ImageAttribute attribute) {
        return switch (attribute) {
            case ID, STATUS, MIN_DISK, MIN_RAM, CREATED_AT, PROTECTED, HIDDEN -> false;
            case NAME,
                    DISK_FORMAT,
                    CONTAINER_FORMAT,
                    CHECKSUM,
                    OWNER,
                    HASH_ALGORITHM,
                    HASH_VALUE,
                    SIZE,
                    VIRTUAL_SIZE,
                    UPDATED_AT -> true;
        };
    }
}
