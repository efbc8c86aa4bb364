package org.vitrine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Writes into an empty file and leaves out zeros, in blocks of {@value #BLOCK} bytes as file systems have them. */
final class SparseWriter {
    private static final int BLOCK = 4096;

    private final SeekableByteChannel target;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);

    SparseWriter(SeekableByteChannel target) {
        this.target = target;
    }

    /** Writes what remains in the buffer to there, at a multiple of 512. */
    void write(long offset, ByteBuffer data) throws IOException {
        int base = data.position();
        int limit = data.limit();
        int pending = -1;
        int at = base;
        while (at < limit) {
            int block = (int) Math.min(limit - at, BLOCK - (offset + at - base) % BLOCK);
            boolean zero = isZero(data, at, block);
            if (zero && pending >= 0) {
                writeRange(offset + pending - base, data, pending, at);
                pending = -1;
            } else if (!zero && pending < 0) {
                pending = at;
            }
            at += block;
        }
        if (pending >= 0) {
            writeRange(offset + pending - base, data, pending, limit);
        }
        data.limit(limit).position(limit);
    }

    private boolean isZero(ByteBuffer data, int at, int length) {
        data.limit(at + length).position(at);
        zeros.clear().limit(length);
        return data.mismatch(zeros) < 0;
    }

    private void writeRange(long offset, ByteBuffer data, int from, int to) throws IOException {
        data.limit(to).position(from);
        target.position(offset);
        while (data.hasRemaining()) {
            target.write(data);
        }
    }

    /** Makes the file as long as that. */
    void end(long size) throws IOException {
        if (target.size() < size) {
            target.position(size - 1);
            zeros.clear().limit(1);
            target.write(zeros);
        }
    }
}
