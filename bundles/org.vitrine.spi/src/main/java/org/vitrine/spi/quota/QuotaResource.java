package org.vitrine.spi.quota;

import java.util.Locale;

/** What is limited for each project (QUOTA-1). Sizes are in MiB. */
public enum QuotaResource {
    /** Size times number of locations, over all images. */
    IMAGE_SIZE_TOTAL,
    /** What lies in staging. */
    IMAGE_STAGE_TOTAL,
    /** How many images there are. */
    IMAGE_COUNT_TOTAL,
    /** How many images are taking data. */
    IMAGE_COUNT_UPLOADING;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name that Keystone and clients know, such as {@code image_size_total}. */
    public String wireName() {
        return wireName;
    }
}
