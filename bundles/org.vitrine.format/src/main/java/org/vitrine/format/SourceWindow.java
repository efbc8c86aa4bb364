package org.vitrine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads small pieces of a file, many of which lie one behind the other, a larger piece at a time. */
final class SourceWindow {
    private static final int AHEAD = 512 << 10;

    private final SeekableByteChannel source;
    private final ByteBuffer window;
    private long start;

    /** @param largest bytes of the largest piece that will be asked for */
    SourceWindow(SeekableByteChannel source, int largest) {
        this.source = source;
        window = ByteBuffer.allocate(Math.max(largest, AHEAD));
        window.limit(0);
    }

    /**
     * The piece of that length at that offset, shorter only where the file ends before; valid until the next call. Reads
     * ahead when the piece lies right behind the last ones: so whoever points all over the file gains nothing by it.
     */
    ByteBuffer read(long offset, int length) throws IOException {
        long end = start + window.limit();
        if (offset < start || offset + length > end) {
            boolean follows = offset >= start && offset <= end && window.limit() > 0;
            window.clear().limit(follows ? window.capacity() : length);
            readAt(source, offset, window);
            window.flip();
            start = offset;
        }
        int from = (int) (offset - start);
        return window.slice(from, Math.min(length, window.limit() - from));
    }

    /** Fills the buffer from there on, as far as the file goes. */
    static void readAt(SeekableByteChannel source, long offset, ByteBuffer buffer) throws IOException {
        source.position(offset);
        while (buffer.hasRemaining() && source.read(buffer) >= 0) {
            // A channel may give less than asked for.
        }
    }
}
