package org.vitrine.store.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.ByteSource;

/** Fills parts from a source, whatever the sizes of its chunks. For one thread. */
final class Inflow {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteSource source;
    private ByteBuffer chunk = NOTHING;
    private long count;

    Inflow(ByteSource source) {
        this.source = source;
    }

    /** How many bytes came so far. */
    long count() {
        return count;
    }

    /** Whether there is more; waits for it. */
    boolean more() {
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

    /** Fills a part up, or as far as there is data. */
    void fill(Part part) {
        try {
            while (!part.full() && more()) {
                int before = chunk.remaining();
                part.append(chunk);
                count += before - chunk.remaining();
            }
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.INTERNAL, "a part of the data cannot be kept in a temporary file", e);
        }
    }
}
