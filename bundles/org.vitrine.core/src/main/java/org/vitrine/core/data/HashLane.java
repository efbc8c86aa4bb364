package org.vitrine.core.data;

import java.security.MessageDigest;
import java.util.HexFormat;

/** One hash of the bytes on a belt, computed on a thread of its own or by the one that reads. */
final class HashLane extends Lane implements Runnable {
    private final Belt belt;
    private final String algorithm;
    private final MessageDigest digest;

    HashLane(Belt belt, String algorithm) {
        this.belt = belt;
        this.algorithm = algorithm;
        digest = Digests.create(algorithm);
    }

    @Override
    public void run() {
        RuntimeException failure = null;
        try {
            for (Belt.Chunk chunk = belt.take(this); chunk != null; chunk = belt.take(this)) {
                update(chunk);
                belt.taken(this);
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            belt.ended(this, failure);
        }
    }

    void update(Belt.Chunk chunk) {
        digest.update(chunk.bytes, 0, chunk.length);
    }

    @Override
    boolean dispensable() {
        return false;
    }

    String algorithm() {
        return algorithm;
    }

    /** The hash in lower-case hex; once, after the last chunk. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
