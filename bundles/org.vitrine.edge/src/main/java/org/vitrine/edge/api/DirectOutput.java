package org.vitrine.edge.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way of an answer's bytes past the copies of a stream. */
@FunctionalInterface
public interface DirectOutput {
    /**
     * Sends what remains of the buffer and blocks until it is taken; then the buffer may be filled again. A direct
     * buffer goes to the socket as it is.
     *
     * @throws IOException when the client is gone or too slow
     */
    void write(ByteBuffer buffer) throws IOException;
}
