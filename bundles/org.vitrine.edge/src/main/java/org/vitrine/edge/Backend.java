package org.vitrine.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.access.Authenticator;
import org.vitrine.core.discovery.ServiceVersions;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.plugins.PluginSettings;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.edge.api.ApiHandler;
import org.vitrine.edge.api.RequestAttributes;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;

/**
 * All that stands behind the gate: who is calling, which versions there are, and the API. It goes as a whole when any of
 * it goes, so that a request meets all of it or is held.
 */
@Component(service = Backend.class)
public final class Backend implements Drainable {
    private final Authenticator authenticator;
    private final ServiceVersions versions;
    private final ImageSettings settings;
    private final PluginSettings plugins;
    private final ApiHandler handler;

    /** Leads to these. */
    @Activate
    public Backend(
            @Reference Authenticator authenticator,
            @Reference ServiceVersions versions,
            @Reference ImageSettings settings,
            @Reference PluginSettings plugins,
            @Reference ApiHandler handler) {
        this.authenticator = authenticator;
        this.versions = versions;
        this.settings = settings;
        this.plugins = plugins;
        this.handler = handler;
    }

    /** The handler's: what may leave last decides. */
    @Override
    public Drain drain() {
        return handler.drain();
    }

    Duration grace() {
        return plugins.grace();
    }

    /** Answers a request that was let through the gate. */
    void answer(ApiRequest request, HttpServletResponse response) throws IOException, ServletException {
        Negotiation asked = Negotiation.of(request.getRequestURI(), request.getHeader("Accept"), versions::accepts);
        switch (asked.target()) {
            case VERSIONS -> listVersions(request, response, HttpServletResponse.SC_OK);
            case CHOICES -> listVersions(request, response, HttpServletResponse.SC_MULTIPLE_CHOICES);
            case ROOT, API -> serve(request, response, asked);
        }
    }

    private void listVersions(ApiRequest request, HttpServletResponse response, int status) throws IOException {
        String base = settings.publicEndpoint().orElseGet(request.view()::url);
        VersionDocument.write(response, status, versions.list(), base);
    }

    private void serve(ApiRequest request, HttpServletResponse response, Negotiation asked)
            throws IOException, ServletException {
        Supplier<Optional<String>> challenge = authenticator::challenge;
        request.setAttribute(RequestAttributes.CHALLENGE, challenge);
        RequestId id = RequestId.of(request.getHeader(RequestId.HEADER));
        RequestContext context = authenticator.authenticate(
                new RequestCredentials(request.received(), asked.path()),
                id.value(),
                request.view().address());
        response.setHeader(RequestId.HEADER, id.shown());
        if (asked.target() == Negotiation.Target.ROOT && "GET".equals(request.getMethod())) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", request.view().root() + asked.path());
            response.setHeader("Content-Type", "text/plain;charset=utf8");
            response.setContentLength(0);
            return;
        }
        request.setAttribute(RequestAttributes.CONTEXT, context);
        request.setAttribute(RequestAttributes.PATH, asked.path());
        try (LogContext log = LogContext.of(context)) {
            handler.handle(request, response);
        }
    }
}
