package org.vitrine.edge;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.edge.api.DirectOutput;

/** What the servlet API leaves out of an HTTP server, as far as any server can do it; {@link JettyEngine} does more. */
class HttpEngine {
    /** The engine of the server that this bundle is wired to. */
    static HttpEngine create() {
        try {
            return new JettyEngine();
        } catch (LinkageError e) {
            // The imports are optional: another server serves as well, only with less speed.
            return new HttpEngine();
        }
    }

    /** What went wrong with a request's body, by what reading it threw. */
    ErrorKind kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return ErrorKind.TIMEOUT;
            }
            if (cause instanceof EOFException) {
                return ErrorKind.CLIENT_GONE;
            }
        }
        return failure instanceof RuntimeException ? ErrorKind.INVALID : ErrorKind.CLIENT_GONE;
    }

    /**
     * Sees to it from now on that no head of a request takes longer than this on the port that the request came from.
     *
     * @param headerSeconds asked each time; 0 for no limit
     */
    void watch(HttpServletRequest request, LongSupplier headerSeconds) {
        // No other server is known to let that be done from here: a proxy must do it.
    }

    /** Ends what {@link #watch} began. */
    void close() {
        // Nothing was begun.
    }

    /** Whether the request's target has a fragment, which the servlet API would not show. */
    boolean hasFragment(HttpServletRequest request) {
        return false;
    }

    /**
     * Cuts the connection of an answer that is on its way, so that the client sees that it is not whole. False when this
     * server can't: then the failure must be thrown to it.
     */
    boolean abort(HttpServletRequest request, Throwable failure) {
        return false;
    }

    /** The response's way out for direct buffers, if there is one. */
    Optional<DirectOutput> directOutput(HttpServletResponse response) {
        return Optional.empty();
    }
}
