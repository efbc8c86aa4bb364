package org.vitrine.importing.glancedownload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Data that fails instead of ending when it is not what it should be. For one thread; any may close. */
final class HashedStream extends FilterInputStream {
    private final ExpectedHash expected;
    private final MessageDigest digest;
    private boolean ended;

    HashedStream(InputStream data, ExpectedHash expected) {
        super(data);
        this.expected = expected;
        digest = expected.digest();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            digest.update(target, offset, count);
        } else if (count < 0 && !ended) {
            ended = true;
            if (!HexFormat.of().formatHex(digest.digest()).equals(expected.value())) {
                throw new VitrineException(
                        ErrorKind.BAD_GATEWAY,
                        "The data of the source image does not have the " + expected.algorithm()
                                + " hash that the other Image service says");
            }
        }
        return count;
    }

    /** Reads what is skipped: it counts too. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
