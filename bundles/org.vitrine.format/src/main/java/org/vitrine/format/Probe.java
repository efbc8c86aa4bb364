package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for one format in passing bytes. It asks for one window of them after another, each behind the one before, and
 * only ever sees whole windows: so what it finds does not depend on how the bytes are cut into chunks, and its memory is
 * the largest window it asks for, of a few KiB.
 */
abstract class Probe {
    static final int SECTOR = 512;

    private final DiskFormat format;
    private final ByteOrder order;
    private final List<Danger> dangers = new ArrayList<>();
    private long offset;
    private int length;
    private byte[] window = {};
    private int filled;
    private boolean reading = true;
    private boolean begun;
    private boolean matched;
    private OptionalLong virtualSize = OptionalLong.empty();
    private Optional<String> subtype = Optional.empty();

    /**
     * Begins with the window of that length at that offset.
     *
     * @param order in which the format writes numbers
     */
    Probe(DiskFormat format, ByteOrder order, long offset, int length) {
        this.format = format;
        this.order = order;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Whether the data is of the format, by its first window.
     *
     * @param start may be shorter than the window asked for, as the data may be
     */
    abstract boolean recognises(ByteBuffer start);

    /**
     * Reads the window that was asked for last, and may ask for the next one. Called for data of the format only, first
     * for the window that it was recognised by.
     *
     * @param bytes all of the window; valid until this returns
     */
    abstract void read(ByteBuffer bytes);

    /**
     * The data is of the format, and ends before the window that was asked for last does.
     *
     * @param rest what there is of the window
     */
    void cutOff(ByteBuffer rest) {
        danger(Danger.Kind.TRUNCATED, "is cut off");
    }

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
     * @return whether it can be had: not when it lies before the end of the last one
     */
    final boolean await(long nextOffset, int nextLength) {
        if (nextOffset < offset + length) {
            return false;
        }
        offset = nextOffset;
        length = nextLength;
        reading = true;
        return true;
    }

    /** Asks for the window right behind the last one. */
    final void awaitNext(int nextLength) {
        await(offset + length, nextLength);
    }

    /** The data turned out at its end to be of the format. */
    final void match() {
        matched = true;
    }

    final boolean isMatched() {
        return matched;
    }

    /** Whether the data may still turn out to be of the format. */
    boolean mayMatch() {
        return matched || reading;
    }

    final DiskFormat format() {
        return format;
    }

    /** Notes what speaks against the image, a predicate to the subject "the image". Each kind counts once. */
    final void danger(Danger.Kind kind, String predicate) {
        if (dangers.stream().noneMatch(danger -> danger.kind() == kind)) {
            dangers.add(new Danger(kind, "The " + format.label() + " image " + predicate));
        }
    }

    final List<Danger> dangers() {
        return dangers;
    }

    /**
     * The size of the disk inside.
     *
     * @param bytes a number without a sign
     * @param most what the format can hold
     */
    final void virtualSize(long bytes, long most) {
        if (Long.compareUnsigned(bytes, most) > 0) {
            danger(Danger.Kind.ABSURD_SIZE, "claims to hold a larger disk than can be");
        }
        virtualSize = bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** As {@link #virtualSize}, in sectors of 512 bytes. */
    final void virtualSizeInSectors(long sectors, long most) {
        virtualSize(Long.compareUnsigned(sectors, Long.MAX_VALUE / SECTOR) > 0 ? -1 : sectors * SECTOR, most);
    }

    final void subtype(String name) {
        subtype = Optional.of(name);
    }

    final boolean isReading() {
        return reading;
    }

    final Optional<Finding> finding() {
        return matched ? Optional.of(new Finding(format, virtualSize, subtype, dangers)) : Optional.empty();
    }

    /** Looks at a chunk, whose first byte is at that position in the data. */
    final void accept(ByteBuffer chunk, long position) {
        long end = position + chunk.remaining();
        while (reading && end > offset + filled) {
            int from = (int) (offset + filled - position);
            int count = Math.min(length - filled, chunk.remaining() - from);
            if (window.length < length) {
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
        if (reading) {
            reading = false;
            ByteBuffer rest = shown();
            if (isOfFormat(rest)) {
                cutOff(rest);
            }
        }
        end(size, tail);
    }

    private void show() {
        reading = false;
        ByteBuffer shown = shown();
        filled = 0;
        if (isOfFormat(shown)) {
            read(shown);
        }
    }

    private ByteBuffer shown() {
        return ByteBuffer.wrap(window, 0, filled).slice().order(order);
    }

    private boolean isOfFormat(ByteBuffer shown) {
        if (!begun) {
            begun = true;
            matched = recognises(shown);
        }
        return matched;
    }

    /** Whether the window has those bytes at that place, each written as the character of that code. */
    static boolean has(ByteBuffer bytes, int at, String latin) {
        if (bytes.limit() < at + latin.length()) {
            return false;
        }
        for (int i = 0; i < latin.length(); i++) {
            if ((bytes.get(at + i) & 0xff) != latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether that range of the window holds nothing but zeros. */
    static boolean isZero(ByteBuffer bytes, int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Four bytes as a number without a sign. */
    static long unsigned(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xffffffffL;
    }
}
