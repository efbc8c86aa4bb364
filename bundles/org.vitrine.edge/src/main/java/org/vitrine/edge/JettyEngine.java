package org.vitrine.edge;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.ServletResponseWrapper;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.edge.api.DirectOutput;

/** Jetty 12 below the javax wrappers of Apache Felix HTTP. */
final class JettyEngine extends HttpEngine {
    JettyEngine() {
        // Fails now, and not in a request, where one of the two is not there.
        requireLinked(HttpException.class, org.apache.felix.http.javaxwrappers.ServletResponseWrapper.class);
    }

    private static void requireLinked(Class<?>... classes) {
        for (Class<?> type : classes) {
            type.getName();
        }
    }

    @Override
    ErrorKind kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException bad && bad.getCode() < 500) {
                return bad.getCode() == HttpServletResponse.SC_REQUEST_TIMEOUT ? ErrorKind.TIMEOUT : ErrorKind.INVALID;
            }
        }
        return super.kindOf(failure);
    }

    @Override
    boolean abort(HttpServletRequest request, Throwable failure) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        if (inner instanceof org.apache.felix.http.javaxwrappers.ServletRequestWrapper wrapper) {
            ServletContextRequest.getServletContextRequest(wrapper.getRequest())
                    .getServletChannel()
                    .abort(failure);
            return true;
        }
        return false;
    }

    @Override
    Optional<DirectOutput> directOutput(HttpServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        try {
            return inner instanceof org.apache.felix.http.javaxwrappers.ServletResponseWrapper wrapper
                            && wrapper.getResponse().getOutputStream() instanceof HttpOutput output
                    ? Optional.of(output::write)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
