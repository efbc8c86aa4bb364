package org.vitrine.importing.decompression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/**
 * What is in an archive, within bounds. Ends only when the archive did as it should. One thread reads; any may close, and so
 * ends a read that waits.
 */
abstract class ArchiveStream extends InputStream {
    private final ArchiveInput in;
    private final Bound bound;
    private final CRC32 crc = new CRC32();
    private long count;
    private long total;
    private boolean ended;

    /** Held while it reads: what a read uses is not released under its hands. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile boolean closed;

    ArchiveStream(ArchiveInput in, Bound bound) {
        this.in = in;
        this.bound = bound;
    }

    /** Some bytes, at least one; -1 when the archive has come to its end, and was found in accord with itself. */
    abstract int unpack(byte[] target, int offset, int length) throws IOException;

    /** Gives back what is not the garbage collector's; may be called twice. */
    abstract void release();

    /** Of the bytes since it was last begun anew. */
    final long crc() {
        return crc.getValue();
    }

    /** How many bytes came out since it was last begun anew. */
    final long count() {
        return count;
    }

    /** Begins a new part, whose checksum and length are its own. */
    final void beginPart() {
        crc.reset();
        count = 0;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        reading.lock();
        try {
            return ended ? -1 : readOn(target, offset, length);
        } finally {
            if (closed) {
                release();
            }
            reading.unlock();
        }
    }

    private int readOn(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int read = unpack(target, offset, length);
        if (read < 0) {
            ended = true;
        } else {
            total += read;
            bound.check(total, in.position());
        }
        return read;
    }

    @Override
    public final void close() throws IOException {
        closed = true;
        in.close();
        if (reading.tryLock()) {
            try {
                release();
            } finally {
                reading.unlock();
            }
        }
    }

    /** Counts what was just unpacked; before anything is compared with it. */
    final int counted(byte[] target, int offset, int length) {
        crc.update(target, offset, length);
        count += length;
        return length;
    }
}
