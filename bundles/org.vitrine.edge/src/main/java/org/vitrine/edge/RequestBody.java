package org.vitrine.edge;

import java.io.IOException;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * A request's body that is opened when it is first read, so that a client which waits for {@code 100 Continue} gets it
 * then, and not before everything that can be refused was refused. For one thread.
 */
final class RequestBody extends ServletInputStream {
    private final ServletRequest request;
    private final HttpEngine engine;
    private final Pace pace;
    private ServletInputStream source;

    RequestBody(ServletRequest request, HttpEngine engine, Pace pace) {
        this.request = request;
        this.engine = engine;
        this.pace = pace;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        long begin = System.nanoTime();
        int count;
        try {
            count = source().read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            throw failure(engine.kindOf(e), e);
        }
        if (!pace.keptUp(System.nanoTime() - begin, count)) {
            throw failure(ErrorKind.TIMEOUT, null);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return source == null ? 0 : source.available();
    }

    @Override
    public boolean isFinished() {
        return source != null && source.isFinished();
    }

    @Override
    public boolean isReady() {
        return source == null || source.isReady();
    }

    /** Handlers read their bodies on the request's thread. */
    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("the body is read by blocking calls");
    }

    /** Leaves unread what is unread. */
    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }

    private ServletInputStream source() throws IOException {
        if (source == null) {
            source = request.getInputStream();
        }
        return source;
    }

    private static VitrineException failure(ErrorKind kind, Exception cause) {
        String message = switch (kind) {
            case TIMEOUT -> "The request body came too slowly.";
            case INVALID -> "The request body is not what its headers announce.";
            default -> "The request body ended too early.";
        };
        return new VitrineException(kind, message, cause);
    }
}
