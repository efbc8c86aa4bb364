package org.vitrine.spi.store;

/**
 * A part of some data.
 *
 * @param offset of the first byte, 0 or more
 * @param length bytes, 0 or more; {@link Long#MAX_VALUE} up to the end
 */
public record ByteRange(long offset, long length) {
    /** All of it. */
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    /** Refuses negative values with an {@link IllegalArgumentException}. */
    public ByteRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range has no negative parts");
        }
    }
}
