package org.vitrine.importing.ovf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.vitrine.spi.importing.BlockStream;

/** The bytes of one file of an archive. One thread reads; any may close. */
final class FilePart extends BlockStream {
    private final FileChannel archive;
    private final boolean owner;
    private final long end;
    private long position;

    /**
     * @param owner whether closing this closes the archive
     */
    FilePart(FileChannel archive, TarEntry entry, boolean owner) {
        this.archive = archive;
        this.owner = owner;
        position = entry.offset();
        end = entry.offset() + entry.size();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int count = archive.read(ByteBuffer.wrap(target, offset, wanted), position);
        if (count < 0) {
            throw new EOFException("the archive became shorter while it was read");
        }
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        if (owner) {
            archive.close();
        }
    }
}
