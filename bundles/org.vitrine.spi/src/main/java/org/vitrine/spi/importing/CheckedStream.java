package org.vitrine.spi.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Data of an import that is looked at while it passes by, every byte once and in order, and that may fail instead of ending
 * when it is not what it should be. For one thread; any may close, which closes the data.
 */
public abstract class CheckedStream extends FilterInputStream {
    private static final int MOST_SKIPPED = 8192;

    private boolean ended;

    /** Looks at that data. */
    protected CheckedStream(InputStream data) {
        super(data);
    }

    /** More of the data passes by; the array is the reader's and must be left as it is. */
    protected abstract void passing(byte[] bytes, int offset, int length);

    /** All of it has passed. Called once; what it throws is what the reader gets instead of the end. */
    protected abstract void passed();

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            passing(target, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            passed();
        }
        return count;
    }

    /** Reads what is skipped: it is to be seen. */
    @Override
    public final long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, MOST_SKIPPED)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public final boolean markSupported() {
        return false;
    }
}
