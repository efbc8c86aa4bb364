package org.vitrine.spi.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Reads a {@link ByteSource} as a stream. */
final class ByteSourceStream extends InputStream {
    private final ByteSource source;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    ByteSourceStream(ByteSource source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return advance() ? chunk.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, chunk.remaining());
        chunk.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return chunk == null ? 0 : chunk.remaining();
    }

    private boolean advance() throws IOException {
        if (chunk != null && !chunk.hasRemaining()) {
            chunk = source.next();
        }
        return chunk != null;
    }
}
