package org.vitrine.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one format from passing bytes: it asks for one window of them after another, each behind the one before, so
 * that what it sees does not depend on how the bytes are cut into chunks. Data that ends within a window shows what
 * there is of it.
 */
abstract class Probe {
    private final DiskFormat format;
    private final List<String> dangers = new ArrayList<>();
    private long offset;
    private int length;
    private byte[] window;
    private int filled;
    private boolean reading = true;
    private boolean matched;
    private OptionalLong virtualSize = OptionalLong.empty();
    private Optional<String> subtype = Optional.empty();

    /** Begins with the window of that length at that offset. */
    Probe(DiskFormat format, long offset, int length) {
        this.format = format;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Reads the window that it asked for last, and may ask for the next one.
     *
     * @param bytes big-endian, fewer than asked for only when the data ends there; valid until this returns
     */
    abstract void read(ByteBuffer bytes);

    /**
     * The data is at its end.
     *
     * @param size bytes in all
     * @param tail the last of them
     */
    void end(long size, Tail tail) {}

    /**
     * Asks for the next window; from within {@link #read} only.
     *
     * @param nextOffset in the data; when it lies before the end of the last window there is nothing more to read
     * @param nextLength bytes
     * @return whether it can be had
     */
    final boolean await(long nextOffset, int nextLength) {
        if (nextOffset < offset + length) {
            return false;
        }
        offset = nextOffset;
        length = nextLength;
        window = null;
        filled = 0;
        reading = true;
        return true;
    }

    /** The data is of the format. */
    final void match() {
        matched = true;
    }

    final boolean isMatched() {
        return matched;
    }

    /** Something speaks against reading the data as what it is. */
    final void danger(String why) {
        dangers.add(why);
    }

    /** The size of the disk inside, as a number without a sign. */
    final void virtualSize(long bytes) {
        if (bytes < 0) {
            danger("The image claims an impossible virtual size");
        } else {
            virtualSize = OptionalLong.of(bytes);
        }
    }

    /** The size of the disk inside in sectors of 512 bytes, as a number without a sign. */
    final void virtualSizeInSectors(long sectors) {
        virtualSize(sectors < 0 || sectors > Long.MAX_VALUE / SECTOR ? -1 : sectors * SECTOR);
    }

    static final int SECTOR = 512;

    final void subtype(String name) {
        subtype = Optional.of(name);
    }

    final boolean isReading() {
        return reading;
    }

    final Optional<Finding> finding() {
        return matched ? Optional.of(new Finding(format, virtualSize, subtype, dangers)) : Optional.empty();
    }

    final void accept(ByteBuffer chunk, long position) {
        long end = position + chunk.remaining();
        while (reading && end > offset) {
            int from = (int) (offset + filled - position);
            int count = Math.min(length - filled, chunk.remaining() - from);
            if (window == null) {
                window = new byte[length];
            }
            chunk.get(chunk.position() + from, window, filled, count);
            filled += count;
            if (filled < length) {
                return;
            }
            show();
        }
    }

    final void finish(long size, Tail tail) {
        if (reading && filled > 0) {
            show();
        }
        reading = false;
        window = null;
        end(size, tail);
    }

    private void show() {
        ByteBuffer shown = ByteBuffer.wrap(window, 0, filled).slice();
        window = null;
        reading = false;
        read(shown);
    }

    /** Whether the window begins with those characters, at that place. */
    static boolean has(ByteBuffer bytes, int at, String ascii) {
        if (bytes.remaining() < at + ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((bytes.get(at + i) & 0xff) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
