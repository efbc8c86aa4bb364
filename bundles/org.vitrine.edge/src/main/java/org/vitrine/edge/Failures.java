package org.vitrine.edge;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.edge.api.ErrorPage;
import org.vitrine.edge.api.Statuses;

/** The end of every failure: one answer, and one line in the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int SERVER_ERRORS = 500;
    private static final String NO_DETAIL =
            "The server has either erred or is incapable of performing the requested operation.";

    private final HttpEngine engine;

    Failures(HttpEngine engine) {
        this.engine = engine;
    }

    /**
     * Answers for what went wrong; where the answer is on its way already, cuts the connection.
     *
     * @throws ServletException when the connection must be cut and only the server can do it
     */
    void answer(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException, ServletException {
        ErrorKind kind = kindOf(failure);
        int status = Statuses.of(kind);
        log(request, kind, status, failure);
        if (response.isCommitted()) {
            if (!engine.abort(request, failure)) {
                throw new ServletException("cut off", failure);
            }
            return;
        }
        if (kind == ErrorKind.UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        ErrorPage.write(request, response, status, kind == ErrorKind.INTERNAL ? NO_DETAIL : failure.getMessage());
    }

    /** Drivers turn the failures of their backends into kinds; what is left of I/O is between the client and us. */
    private static ErrorKind kindOf(Throwable failure) {
        if (failure instanceof VitrineException known) {
            return known.kind();
        }
        return failure instanceof IOException ? ErrorKind.CLIENT_GONE : ErrorKind.INTERNAL;
    }

    /** What is not there now nobody can mend here, and many requests may meet it: a line each, without a stack. */
    private static void log(HttpServletRequest request, ErrorKind kind, int status, Throwable failure) {
        if (kind == ErrorKind.UNAVAILABLE) {
            LOG.warn("{} {}: {}, {}", request.getMethod(), request.getRequestURI(), status, reasons(failure));
        } else if (status >= SERVER_ERRORS) {
            LOG.error("{} {}: {}", request.getMethod(), request.getRequestURI(), status, failure);
        } else {
            LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), status, failure);
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append("; ").append(cause);
        }
        return reasons.toString();
    }
}
