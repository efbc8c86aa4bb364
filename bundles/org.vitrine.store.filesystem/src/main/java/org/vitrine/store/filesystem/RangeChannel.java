package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.vitrine.spi.store.ByteRange;

/** A part of a file. Into a direct buffer it reads without a copy in between. For one thread. */
final class RangeChannel implements ReadableByteChannel {
    private final FileChannel file;
    private long position;
    private long left;

    RangeChannel(FileChannel file, ByteRange range) {
        this.file = file;
        position = range.offset();
        left = range.length();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (left == 0 && file.isOpen()) {
            return -1;
        }
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(target.remaining(), left));
        try {
            int count = file.read(target, position);
            if (count > 0) {
                position += count;
                left -= count;
            }
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
