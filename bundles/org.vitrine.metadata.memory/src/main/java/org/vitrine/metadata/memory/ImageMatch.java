package org.vitrine.metadata.memory;

import java.time.Instant;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;

/** Whether an image meets a condition of a query. */
final class ImageMatch {
    private ImageMatch() {}

    static boolean matches(Image image, ImageFilter filter) {
        if (filter instanceof ImageFilter.OneOf oneOf) {
            String value = text(image, oneOf.attribute());
            return value != null && oneOf.values().contains(value);
        }
        if (filter instanceof ImageFilter.Between between) {
            Long value = number(image, between.attribute());
            return value != null && value >= between.atLeast() && value <= between.atMost();
        }
        if (filter instanceof ImageFilter.Time time) {
            return matches(time(image, time.attribute()), time);
        }
        if (filter instanceof ImageFilter.Flag flag) {
            boolean value = flag.attribute() == ImageAttribute.HIDDEN ? image.hidden() : image.isProtected();
            return value == flag.value();
        }
        if (filter instanceof ImageFilter.Property property) {
            return property.value().equals(image.properties().get(property.name()));
        }
        return image.tags().contains(((ImageFilter.Tag) filter).value());
    }

    private static boolean matches(Instant value, ImageFilter.Time filter) {
        int comparison = value.compareTo(filter.time());
        return switch (filter.comparison()) {
            case EQ -> comparison == 0;
            case NEQ -> comparison != 0;
            case GT -> comparison > 0;
            case GTE -> comparison >= 0;
            case LT -> comparison < 0;
            case LTE -> comparison <= 0;
        };
    }

    static String text(Image image, ImageAttribute attribute) {
        return switch (attribute) {
            case ID -> image.id();
            case NAME -> image.name();
            case STATUS -> image.status().wireName();
            case DISK_FORMAT -> image.diskFormat();
            case CONTAINER_FORMAT -> image.containerFormat();
            case CHECKSUM -> image.checksum();
            case OWNER -> image.owner();
            case HASH_ALGORITHM -> image.hashAlgorithm();
            case HASH_VALUE -> image.hashValue();
            case SIZE, VIRTUAL_SIZE, MIN_DISK, MIN_RAM, CREATED_AT, UPDATED_AT, PROTECTED, HIDDEN ->
                throw new IllegalArgumentException(attribute + " is no text");
        };
    }

    static Long number(Image image, ImageAttribute attribute) {
        return switch (attribute) {
            case SIZE -> image.size();
            case VIRTUAL_SIZE -> image.virtualSize();
            case MIN_DISK -> (long) image.minDisk();
            case MIN_RAM -> (long) image.minRam();
            case ID,
                    NAME,
                    STATUS,
                    DISK_FORMAT,
                    CONTAINER_FORMAT,
                    CHECKSUM,
                    OWNER,
                    HASH_ALGORITHM,
                    HASH_VALUE,
                    CREATED_AT,
                    UPDATED_AT,
                    PROTECTED,
                    HIDDEN -> throw new IllegalArgumentException(attribute + " is no number");
        };
    }

    static Instant time(Image image, ImageAttribute attribute) {
        return attribute == ImageAttribute.CREATED_AT ? image.createdAt() : image.updatedAt();
    }
}
