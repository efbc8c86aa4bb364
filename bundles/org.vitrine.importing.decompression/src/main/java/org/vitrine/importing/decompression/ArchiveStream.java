package org.vitrine.importing.decompression;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;

/** What is in an archive, within bounds. Ends only when the archive did as it should. For one thread. */
abstract class ArchiveStream extends InputStream {
    private final Bound bound;
    private final CRC32 crc = new CRC32();
    private long count;
    private long total;
    private boolean ended;

    ArchiveStream(Bound bound) {
        this.bound = bound;
    }

    /** Some bytes, at least one; -1 when the archive has come to its end, and was found in accord with itself. */
    abstract int unpack(byte[] target, int offset, int length) throws IOException;

    /** Bytes of the archive so far. */
    abstract long consumed();

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
        if (ended) {
            return -1;
        }
        int read = unpack(target, offset, length);
        if (read < 0) {
            ended = true;
        } else {
            total += read;
            bound.check(total, consumed());
        }
        return read;
    }

    /** Counts what was just unpacked; before anything is compared with it. */
    final int counted(byte[] target, int offset, int length) {
        crc.update(target, offset, length);
        count += length;
        return length;
    }
}
