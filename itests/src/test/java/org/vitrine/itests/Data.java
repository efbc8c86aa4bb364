package org.vitrine.itests;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.vitrine.spi.testkit.store.PatternSource;

/** Bytes that a seed decides on, and what they hash to. */
final class Data {
    private Data() {}

    /** A stream of so many bytes. */
    static InputStream stream(long seed, long length) {
        return new PatternSource(seed, length).asStream();
    }

    /** The SHA-512 of all that is left, in lower-case hex; closes the stream. */
    static String sha512(InputStream stream) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        try (stream) {
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
