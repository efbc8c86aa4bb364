package org.vitrine.format;

import java.nio.ByteBuffer;

/** The last bytes of what went by, in a ring. */
final class Tail {
    /** A VMDK ends with three sectors that matter, a VHD with one. */
    static final int CAPACITY = 3 * Probe.SECTOR;

    private final byte[] ring = new byte[CAPACITY];
    private int next;
    private int filled;

    void accept(ByteBuffer chunk) {
        int count = Math.min(chunk.remaining(), CAPACITY);
        int from = chunk.limit() - count;
        int first = Math.min(count, CAPACITY - next);
        chunk.get(from, ring, next, first);
        chunk.get(from + first, ring, 0, count - first);
        next = (next + count) % CAPACITY;
        filled = Math.min(filled + count, CAPACITY);
    }

    /** The last bytes, big-endian; fewer when fewer went by. */
    ByteBuffer last(int count) {
        byte[] last = new byte[Math.min(count, filled)];
        int start = Math.floorMod(next - last.length, CAPACITY);
        int first = Math.min(last.length, CAPACITY - start);
        System.arraycopy(ring, start, last, 0, first);
        System.arraycopy(ring, 0, last, first, last.length - first);
        return ByteBuffer.wrap(last);
    }
}
