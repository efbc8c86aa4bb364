package org.vitrine.edge;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.edge.api.ErrorPage;

/** Takes every request of the public port. Needs nothing that can be swapped, so it never leaves a request to a 404. */
@Component(service = Servlet.class, configurationPid = "org.vitrine.edge")
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
@Designate(ocd = EdgeConfig.class)
public final class EdgeServlet implements Servlet {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeServlet.class);
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    private final Gate gate;
    private final HealthCheck health;
    private final HttpEngine engine = HttpEngine.create();
    private final Failures failures = new Failures(engine);
    private volatile EdgeConfig config;
    private volatile ServletConfig servletConfig;

    /** Reads the configuration. */
    @Activate
    public EdgeServlet(@Reference Gate gate, @Reference HealthCheck health, EdgeConfig config) {
        this.gate = gate;
        this.health = health;
        modified(config);
    }

    @Modified
    void modified(EdgeConfig changed) {
        if (changed.max_request_id_length() < 0) {
            throw new IllegalArgumentException("max.request.id.length must be 0 or more");
        }
        config = changed;
    }

    @Override
    public void init(ServletConfig given) {
        servletConfig = given;
    }

    @Override
    public ServletConfig getServletConfig() {
        return servletConfig;
    }

    @Override
    public String getServletInfo() {
        return "Vitrine edge";
    }

    @Override
    public void destroy() {
        servletConfig = null;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        HttpServletRequest received = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        try {
            RequestForm.require(received);
        } catch (RuntimeException e) {
            answer.setHeader("Connection", "close");
            failures.answer(received, answer, e);
            return;
        }
        try {
            answer(received, answer);
        } catch (Throwable e) {
            failures.answer(received, answer, e);
        }
    }

    private void answer(HttpServletRequest received, HttpServletResponse response)
            throws IOException, ServletException {
        if (received.getRequestURI().equals(HealthCheck.PATH)) {
            health.answer(received, response);
            return;
        }
        String id = received.getHeader(RequestId.HEADER);
        if (id != null && config.max_request_id_length() > 0 && id.length() > config.max_request_id_length()) {
            ErrorPage.write(
                    received,
                    response,
                    HEADER_FIELDS_TOO_LARGE,
                    "The request id is longer than " + config.max_request_id_length() + " characters.");
            return;
        }
        Optional<Backend> backend = gate.enter();
        if (backend.isEmpty()) {
            hold(received, response);
            return;
        }
        try {
            backend.get().answer(received, new ApiRequest(received, engine), response);
        } finally {
            gate.leave(backend.get());
        }
    }

    private void hold(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (gate.hold(request)) {
            return;
        }
        LOG.warn("{} {}: 503, the API is not there", request.getMethod(), request.getRequestURI());
        response.setHeader("Retry-After", "1");
        ErrorPage.write(
                request,
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "The service is not available now. Try again later.");
    }
}
