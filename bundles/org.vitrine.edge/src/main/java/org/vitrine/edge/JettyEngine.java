package org.vitrine.edge;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.ServletResponseWrapper;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Connector;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.edge.api.DirectOutput;

/** Jetty 12 below the javax wrappers of Apache Felix HTTP. */
final class JettyEngine extends HttpEngine {
    /** What Jetty's parser calls a body whose connection ended before it. */
    private static final String EARLY_END = "Early EOF";

    /** One for each port that a request came from. */
    private final Map<Connector, HeaderGuard> guards = new ConcurrentHashMap<>();

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
            if (cause instanceof HttpException bad && bad.getCode() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                return kindOf(bad);
            }
        }
        return super.kindOf(failure);
    }

    private static ErrorKind kindOf(HttpException bad) {
        if (bad.getCode() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
            return ErrorKind.TIMEOUT;
        }
        return EARLY_END.equals(bad.getReason()) ? ErrorKind.CLIENT_GONE : ErrorKind.INVALID;
    }

    @Override
    void watch(HttpServletRequest request, LongSupplier headerSeconds) {
        own(request).ifPresent(it -> {
            Connector connector = it.getConnectionMetaData().getConnector();
            HeaderGuard guard = guards.get(connector);
            if (guard == null) {
                guards.keySet().removeIf(known -> !known.isRunning());
                guard = guards.computeIfAbsent(connector, added -> guard(added, headerSeconds));
            }
            guard.begun(it);
        });
    }

    private static HeaderGuard guard(Connector connector, LongSupplier headerSeconds) {
        HeaderGuard guard = new HeaderGuard(connector, headerSeconds);
        guard.start();
        return guard;
    }

    @Override
    void close() {
        guards.values().forEach(HeaderGuard::close);
        guards.clear();
    }

    @Override
    boolean hasFragment(HttpServletRequest request) {
        return own(request).filter(it -> it.getHttpURI().getFragment() != null).isPresent();
    }

    @Override
    boolean abort(HttpServletRequest request, Throwable failure) {
        Optional<ServletContextRequest> own = own(request);
        own.ifPresent(it -> it.getServletChannel().abort(failure));
        return own.isPresent();
    }

    /** Jetty's own request below the wrappers. */
    private static Optional<ServletContextRequest> own(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof org.apache.felix.http.javaxwrappers.ServletRequestWrapper wrapper
                ? Optional.of(ServletContextRequest.getServletContextRequest(wrapper.getRequest()))
                : Optional.empty();
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
