package org.vitrine.rest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** A body of which no more than so many bytes are read. Closing it leaves the connection's stream open. */
final class BoundedInput extends FilterInputStream {
    private final int limit;
    private int count;

    BoundedInput(InputStream body, int limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int more) {
        count += more;
        if (count > limit) {
            throw new VitrineException(
                    ErrorKind.QUOTA_EXCEEDED, "The request body is larger than " + limit + " bytes.");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // The server needs the stream to find the next request on the connection.
    }
}
