package org.vitrine.importing.glancedownload;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.CheckedStream;

/** Data that fails instead of ending when it is not what it should be. For one thread; any may close. */
final class HashedStream extends CheckedStream {
    private final ExpectedHash expected;
    private final MessageDigest digest;

    HashedStream(InputStream data, ExpectedHash expected) {
        super(data);
        this.expected = expected;
        digest = expected.digest();
    }

    @Override
    protected void passing(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    protected void passed() {
        if (!HexFormat.of().formatHex(digest.digest()).equals(expected.value())) {
            throw new VitrineException(
                    ErrorKind.BAD_GATEWAY,
                    "The data of the source image does not have the " + expected.algorithm()
                            + " hash that the other Image service says");
        }
    }
}
