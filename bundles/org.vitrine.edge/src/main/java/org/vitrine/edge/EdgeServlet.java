package org.vitrine.edge;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.edge.api.DirectOutput;
import org.vitrine.edge.api.ErrorPage;

/**
 * Takes every request of the public port. Needs nothing that can be swapped, so it never leaves a request to a 404.
 *
 * <p>It is there before the HTTP server, which opens its port first and asks for servlets then: were it, with all it needs,
 * only made at that moment, clients would get 404 until it is.
 */
@Component(service = Servlet.class, configurationPid = "org.vitrine.edge", immediate = true)
@HttpWhiteboardServletPattern("/*")
@HttpWhiteboardServletAsyncSupported
@Designate(ocd = EdgeConfig.class)
public final class EdgeServlet implements Servlet {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeServlet.class);
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    private final Gate gate;
    private final HealthCheck health;
    private final Cors cors;
    private final Farewell farewell;
    private final HttpEngine engine = HttpEngine.create();
    private final Failures failures = new Failures(engine);
    private final Function<HttpServletResponse, Optional<DirectOutput>> directOutput = engine::directOutput;
    private final LongSupplier headerTimeout = () -> settings().headerTimeout();
    private volatile EdgeSettings settings;
    private volatile ServletConfig servletConfig;

    /** Reads the configuration. */
    @Activate
    public EdgeServlet(
            @Reference Gate gate,
            @Reference HealthCheck health,
            @Reference Cors cors,
            @Reference Farewell farewell,
            EdgeConfig config) {
        this.gate = gate;
        this.health = health;
        this.cors = cors;
        this.farewell = farewell;
        modified(config);
    }

    @Modified
    void modified(EdgeConfig config) {
        settings = EdgeSettings.of(config);
    }

    private EdgeSettings settings() {
        return settings;
    }

    @Deactivate
    void close() {
        engine.close();
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
        engine.watch(received, headerTimeout);
        try {
            RequestForm.require(received, engine);
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
            health.answer(received, response, farewell.leaving());
        } else if ("OPTIONS".equals(received.getMethod())) {
            cors.answerPreflight(received, response);
        } else {
            cors.decorate(received, response);
            begin(received, response);
        }
    }

    private void begin(HttpServletRequest received, HttpServletResponse response) throws IOException, ServletException {
        if (!farewell.begin()) {
            response.setHeader("Connection", "close");
            refuse(received, response, "The server is going down. Try again later.");
            return;
        }
        try {
            admit(received, response, settings);
            complete(received, response);
        } finally {
            farewell.end();
        }
    }

    /** Sends all of the answer: a server that goes down does not wait for what Jetty has still to send. */
    private static void complete(HttpServletRequest received, HttpServletResponse response) {
        if (received.isAsyncStarted()) {
            return;
        }
        try {
            response.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("{} {}: the client is gone", received.getMethod(), received.getRequestURI(), e);
        }
    }

    private void admit(HttpServletRequest received, HttpServletResponse response, EdgeSettings now)
            throws IOException, ServletException {
        String id = received.getHeader(RequestId.HEADER);
        if (id != null && now.maxRequestIdLength() > 0 && id.length() > now.maxRequestIdLength()) {
            ErrorPage.write(
                    received,
                    response,
                    HEADER_FIELDS_TOO_LARGE,
                    "The request id is longer than " + now.maxRequestIdLength() + " characters.");
            return;
        }
        Optional<Backend> backend = gate.enter();
        if (backend.isEmpty()) {
            hold(received, response);
            return;
        }
        RequestBody body = new RequestBody(received, engine, new Pace(now.bodyRate(), now.bodyWindow()));
        try {
            ClientView view = now.proxyHeaders() ? ClientView.proxied(received) : ClientView.direct(received);
            ApiRequest request = new ApiRequest(received, view, body);
            request.setAttribute(DirectOutput.ATTRIBUTE, directOutput);
            serve(backend.get(), request, response, now);
        } catch (Throwable e) {
            failures.answer(received, response, e);
        } finally {
            gate.leave(backend.get());
        }
        body.linger(response);
    }

    private static void serve(Backend backend, ApiRequest request, HttpServletResponse response, EdgeSettings now)
            throws IOException, ServletException {
        if (now.gzip() && GzipResponse.isAskedFor(request)) {
            GzipResponse compressed = new GzipResponse(response, now.gzipMin(), now.gzipMax());
            backend.answer(request, compressed);
            compressed.finish();
        } else {
            backend.answer(request, response);
        }
    }

    private void hold(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (gate.hold(request)) {
            return;
        }
        LOG.warn("{} {}: 503, the API is not there", request.getMethod(), request.getRequestURI());
        refuse(request, response, "The service is not available now. Try again later.");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String why)
            throws IOException {
        response.setHeader("Retry-After", "1");
        ErrorPage.write(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, why);
    }
}
