package org.vitrine.spi.store;

import java.util.regex.Pattern;

/**
 * The name of an image's data in a store: the image's id. Only letters, digits and hyphens, 36 at most, so it is safe
 * as a file name, an object key or a volume name.
 *
 * @param value the name
 */
public record BlobName(String value) {
    private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,35}");

    /** Refuses anything else with an {@link IllegalArgumentException}. */
    public BlobName {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a name for image data");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
