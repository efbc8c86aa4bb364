package org.vitrine.store.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The checksum that S3 knows data by. Not for secrets. */
final class Md5 {
    private final byte[] sum;

    private Md5(byte[] sum) {
        this.sum = sum;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    /** Ends the digest, which begins anew. */
    static Md5 of(MessageDigest digest) {
        return new Md5(digest.digest());
    }

    static Md5 of(ByteBuffer bytes) {
        MessageDigest digest = digest();
        digest.update(bytes.duplicate());
        return of(digest);
    }

    String hex() {
        return HexFormat.of().formatHex(sum);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(sum);
    }
}
