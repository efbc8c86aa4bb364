package org.vitrine.store.swift;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.vitrine.outbound.Body;
import org.vitrine.spi.store.Inflow;

/** The next bytes straight from their source: they can be sent once. For one thread at a time. */
final class StreamedPiece implements Outflow {
    private final MessageDigest digest = md5Digest();
    private final Inflow inflow;
    private final long most;
    private long bytes;
    private boolean begun;
    private String md5;

    /** So many bytes, or as many as there are. */
    StreamedPiece(Inflow inflow, long most) {
        this.inflow = inflow;
        this.most = most;
    }

    static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    @Override
    public Body body() {
        return Body.once(this::next, OptionalLong.empty());
    }

    private ByteBuffer next() {
        begun = true;
        ByteBuffer piece = inflow.take(most - bytes);
        if (piece != null) {
            bytes += piece.remaining();
            digest.update(piece.duplicate());
        }
        return piece;
    }

    @Override
    public boolean untouched() {
        return !begun;
    }

    @Override
    public String md5() {
        if (md5 == null) {
            md5 = HexFormat.of().formatHex(digest.digest());
        }
        return md5;
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
