package org.vitrine.format;

import java.nio.ByteBuffer;

/** The last bytes of what went by. */
final class Tail {
    /** A VMDK ends with three sectors that matter, a VHD with one. */
    static final int CAPACITY = 1536;

    private final byte[] bytes = new byte[CAPACITY];
    private int filled;

    void accept(ByteBuffer chunk) {
        int count = Math.min(chunk.remaining(), CAPACITY);
        int kept = Math.min(filled, CAPACITY - count);
        System.arraycopy(bytes, filled - kept, bytes, 0, kept);
        chunk.get(chunk.limit() - count, bytes, kept, count);
        filled = kept + count;
    }

    /** The last bytes, big-endian; fewer when fewer went by. */
    ByteBuffer last(int count) {
        int length = Math.min(count, filled);
        return ByteBuffer.wrap(bytes, filled - length, length).slice();
    }
}
