package org.vitrine.spi.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.vitrine.spi.store.ByteSource;

/** Bytes that end with a failure, as when a client goes away in the middle of an upload. */
public final class FailingSource implements ByteSource {
    private final PatternSource before;
    private final Exception failure;

    /**
     * @param seed decides on the bytes before the failure
     * @param bytes how many come before it, 0 or more
     * @param failure what then happens, each time somebody asks: an {@link IOException} or a {@link RuntimeException}
     */
    public FailingSource(long seed, long bytes, Exception failure) {
        if (!(failure instanceof IOException) && !(failure instanceof RuntimeException)) {
            throw new IllegalArgumentException("a source fails with an IOException or a RuntimeException");
        }
        before = new PatternSource(seed, bytes);
        this.failure = failure;
    }

    /** A source whose sender went away after so many bytes. */
    public static FailingSource afterBytes(long bytes) {
        return new FailingSource(1, bytes, new IOException("the sender went away"));
    }

    @Override
    public ByteBuffer next() throws IOException {
        ByteBuffer chunk = before.next();
        if (chunk != null) {
            return chunk;
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        throw (RuntimeException) failure;
    }
}
