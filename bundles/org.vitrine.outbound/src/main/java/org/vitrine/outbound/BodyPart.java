package org.vitrine.outbound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** The beginning of a body. For one thread. */
final class BodyPart implements ReadableByteChannel {
    private final AnswerBody body;
    private long left;

    BodyPart(AnswerBody body, long most) {
        this.body = body;
        left = most;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!body.isOpen()) {
            throw new ClosedChannelException();
        }
        if (left == 0) {
            return -1;
        }
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(target.remaining(), left));
        try {
            int count = body.read(target);
            left -= Math.max(count, 0);
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public boolean isOpen() {
        return body.isOpen();
    }

    @Override
    public void close() {
        body.close();
    }
}
