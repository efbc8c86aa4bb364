package org.vitrine.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.vitrine.spi.store.ByteSource;

/** The bytes on a belt as one of several stores pulls them, on a thread of its own. */
final class StoreLane extends Lane implements ByteSource {
    private final Belt belt;
    private boolean holding;
    private boolean atEnd;

    StoreLane(Belt belt) {
        this.belt = belt;
    }

    @Override
    public ByteBuffer next() throws IOException {
        if (holding) {
            holding = false;
            belt.taken(this);
        }
        Belt.Chunk chunk = belt.take(this);
        if (chunk == null) {
            if (!belt.ranOut(this)) {
                // An end here would make the store keep data that is cut off.
                throw new IOException("the transfer was given up");
            }
            atEnd = true;
            return null;
        }
        holding = true;
        return ByteBuffer.wrap(chunk.bytes, 0, chunk.length).asReadOnlyBuffer();
    }

    /** Whether the store pulled all there was. For the store's thread. */
    boolean atEnd() {
        return atEnd;
    }

    @Override
    boolean dispensable() {
        return true;
    }
}
