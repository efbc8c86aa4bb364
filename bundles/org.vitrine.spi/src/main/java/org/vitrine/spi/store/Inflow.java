package org.vitrine.spi.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * A source in pieces of whatever length a backend wants, whatever the length of its chunks; nothing is copied. A source
 * that fails is {@code CLIENT_GONE} here. For one thread at a time.
 */
public final class Inflow {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteSource source;
    private ByteBuffer chunk = NOTHING;
    private long count;

    /** All of that source, which nobody else may read. */
    public Inflow(ByteSource source) {
        this.source = source;
    }

    /** Where pieces go. */
    @FunctionalInterface
    public interface Sink {
        /** Takes all of a piece, which is valid until this returns. */
        void accept(ByteBuffer piece) throws IOException;
    }

    /** How many bytes were taken so far. */
    public long count() {
        return count;
    }

    /** Whether there is more; waits for it. */
    public boolean more() {
        if (chunk != null && !chunk.hasRemaining()) {
            chunk = next();
        }
        return chunk != null;
    }

    private ByteBuffer next() {
        try {
            return source.next();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "the image data broke off", e);
        }
    }

    /** Some of the next bytes, at most so many, valid until the next call; null when there are none. Waits for them. */
    public ByteBuffer take(long most) {
        if (most == 0 || !more()) {
            return null;
        }
        ByteBuffer piece = chunk.slice(chunk.position(), (int) Math.min(most, chunk.remaining()));
        chunk.position(chunk.position() + piece.remaining());
        count += piece.remaining();
        return piece;
    }

    /**
     * Takes the next so many bytes, or as many as there are.
     *
     * @throws IOException only of the sink
     */
    public void drain(long most, Sink sink) throws IOException {
        long left = most;
        for (ByteBuffer piece = take(left); piece != null; piece = take(left)) {
            left -= piece.remaining();
            sink.accept(piece);
        }
    }
}
