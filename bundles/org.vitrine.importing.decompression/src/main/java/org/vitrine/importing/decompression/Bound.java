package org.vitrine.importing.decompression;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * How much may come out of an archive.
 *
 * @param bytes at most
 * @param ratio to what went in, from 64 MiB on
 */
record Bound(long bytes, int ratio) {
    private static final long FREE = 64L << 20;

    Bound {
        if (bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("largest.image and largest.ratio must be 1 or more");
        }
    }

    /** Fails when so much came out of so much. */
    void check(long out, long in) {
        if (out > bytes) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED, "The decompressed image is larger than " + bytes + " bytes");
        }
        if (out > FREE && out / ratio > in) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED,
                    "The decompressed image is more than " + ratio + " times larger than its archive");
        }
    }

    /** The most that may come out of an archive of that size. */
    long most(long in) {
        return Math.min(bytes, in > Long.MAX_VALUE / ratio ? Long.MAX_VALUE : Math.max(FREE, in * ratio));
    }
}
