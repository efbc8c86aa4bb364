package org.vitrine.store.swift;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Body;
import org.vitrine.spi.store.ByteSource;

/** Cuts a source into pieces, whatever the sizes of its chunks. For one thread at a time. */
final class Inflow {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteSource source;
    private ByteBuffer chunk = NOTHING;
    private long count;

    Inflow(ByteSource source) {
        this.source = source;
    }

    /** How many bytes were taken so far. */
    long count() {
        return count;
    }

    /** Whether there is more; waits for it. */
    boolean more() {
        if (chunk != null && !chunk.hasRemaining()) {
            chunk = next();
        }
        return chunk != null;
    }

    private ByteBuffer next() {
        try {
            return source.next();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "the image data broke off", e);
        }
    }

    /** At most so many bytes, as long as the next call; null when there are none. */
    private ByteBuffer take(long most) {
        if (most == 0 || !more()) {
            return null;
        }
        ByteBuffer piece = chunk.slice(chunk.position(), (int) Math.min(most, chunk.remaining()));
        chunk.position(chunk.position() + piece.remaining());
        count += piece.remaining();
        return piece;
    }

    /** The next so many bytes, or as many as there are, straight from the source: they can be sent once. */
    Outflow upTo(long most) {
        return new Piece(most);
    }

    /** Takes all that there is of the next bytes, at once. */
    void drain(long most, ByteSink sink) throws IOException {
        long left = most;
        for (ByteBuffer piece = take(left); piece != null; piece = take(left)) {
            left -= piece.remaining();
            sink.accept(piece);
        }
    }

    /** Where drained bytes go. */
    interface ByteSink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has MD5", e);
        }
    }

    private final class Piece implements Outflow {
        private final MessageDigest digest = md5Digest();
        private final long most;
        private long bytes;
        private boolean begun;
        private String md5;

        Piece(long most) {
            this.most = most;
        }

        @Override
        public Body body() {
            return Body.once(this::next, OptionalLong.empty());
        }

        private ByteBuffer next() {
            begun = true;
            ByteBuffer piece = take(most - bytes);
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
}
