package org.vitrine.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * A request's body that is opened when it is first read, so that a client which waits for {@code 100 Continue} gets it
 * then, and not before everything that can be refused was refused. For one thread.
 */
final class RequestBody extends ServletInputStream {
    /** The HTTP server itself reads so much that nobody wanted. */
    private static final int SMALL = 64 << 10;

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofMillis(5);

    private final HttpServletRequest request;
    private final HttpEngine engine;
    private final Pace pace;
    private ServletInputStream source;
    private boolean failed;

    RequestBody(HttpServletRequest request, HttpEngine engine, Pace pace) {
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

    /**
     * Takes for a short while what a client still sends after the answer. Closing a connection at once that brings data
     * resets it, and a client that has not looked for the answer yet might never see it. Reads nothing where the client
     * waits for {@code 100 Continue}, and never blocks for long.
     */
    void linger(HttpServletResponse response) {
        boolean announced = request.getContentLengthLong() > SMALL || request.getHeader("Transfer-Encoding") != null;
        if (failed || !announced || (source == null && request.getHeader("Expect") != null)) {
            return;
        }
        try {
            ServletInputStream rest = source();
            if (!rest.isFinished()) {
                response.flushBuffer();
                discard(rest);
            }
        } catch (IOException | RuntimeException e) {
            // It went away, or sends nonsense: it was answered.
            failed = true;
        }
    }

    private static void discard(ServletInputStream rest) throws IOException {
        byte[] nobodys = new byte[SMALL];
        long begin = System.nanoTime();
        long last = begin;
        while (!rest.isFinished()) {
            long now = System.nanoTime();
            if (now - begin > LINGER.toNanos() || now - last > QUIET.toNanos()) {
                return;
            }
            if (rest.available() == 0) {
                LockSupport.parkNanos(POLL.toNanos());
            } else if (rest.read(nobodys) < 0) {
                return;
            } else {
                last = now;
            }
        }
    }

    private VitrineException failure(ErrorKind kind, Exception cause) {
        String message = switch (kind) {
            case TIMEOUT -> "The request body came too slowly.";
            case INVALID -> "The request body is not what its headers announce.";
            default -> "The request body ended too early.";
        };
        failed = true;
        return new VitrineException(kind, message, cause);
    }
}
