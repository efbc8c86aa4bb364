package org.vitrine.spi.testkit.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.vitrine.spi.store.ByteSource;

/**
 * As many bytes as wanted that no store can guess, the same for the same seed. Behaves like the real source at its
 * worst: one buffer for all chunks, read-only, overwritten with rubbish before the next chunk comes, so that a store
 * that keeps a chunk is found out.
 */
public final class PatternSource implements ByteSource {
    /** Bytes in a chunk where nothing else is said: as many as the server's own source yields. */
    public static final int CHUNK = 256 * 1024;

    private static final byte RUBBISH = (byte) 0xDB;

    private final long seed;
    private final long length;
    private final byte[] chunk;
    private long position;

    /**
     * @param seed decides on the bytes
     * @param length bytes in all, 0 or more
     */
    public PatternSource(long seed, long length) {
        this(seed, length, CHUNK);
    }

    /**
     * @param seed decides on the bytes
     * @param length bytes in all, 0 or more
     * @param chunk bytes in each chunk but the last, 1 or more
     */
    public PatternSource(long seed, long length, int chunk) {
        this.seed = seed;
        this.length = length;
        this.chunk = new byte[chunk];
    }

    @Override
    public ByteBuffer next() {
        Arrays.fill(chunk, RUBBISH);
        if (position == length) {
            return null;
        }
        int count = (int) Math.min(chunk.length, length - position);
        fill(seed, position, chunk, count);
        position += count;
        return ByteBuffer.wrap(chunk, 0, count).asReadOnlyBuffer();
    }

    /** How many bytes were handed out. */
    public long position() {
        return position;
    }

    /**
     * A part of what a source of that seed yields.
     *
     * @param offset of the first byte
     * @param count how many bytes
     */
    public static byte[] bytes(long seed, long offset, int count) {
        byte[] bytes = new byte[count];
        fill(seed, offset, bytes, count);
        return bytes;
    }

    private static void fill(long seed, long offset, byte[] target, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            long at = offset + i;
            if (i == 0 || (at & 7) == 0) {
                word = new SplittableRandom(seed ^ at >>> 3 << 32 ^ at >>> 3).nextLong();
            }
            target[i] = (byte) (word >>> ((at & 7) << 3));
        }
    }
}
