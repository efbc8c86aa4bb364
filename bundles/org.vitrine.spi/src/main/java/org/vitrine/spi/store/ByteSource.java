package org.vitrine.spi.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes on their way into a store, a chunk at a time and without copying: the buffer belongs to the source. For one
 * thread at a time.
 */
@ProviderType
public interface ByteSource {
    /**
     * The next chunk, at least one byte, in a read-only buffer that has no accessible array and is valid until the next
     * call; null at the end, again at each further call. Blocks until there is one.
     *
     * @throws IOException when the client went away or another part of the transfer failed; the driver cleans up and
     *     throws it on, as it is or as a cause
     */
    ByteBuffer next() throws IOException;

    /** The same bytes as a stream, for client libraries that want one. Closing it does nothing. */
    default InputStream asStream() {
        return new ByteSourceStream(this);
    }
}
