package org.vitrine.spi.importing;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is made to be read in blocks; a single byte is a block of one. */
public abstract class BlockStream extends InputStream {
    /** As {@link InputStream} says; of a length of 0, nothing is read. */
    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
