package org.vitrine.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.edge.HealthSettings.Finding;
import org.vitrine.edge.api.AcceptHeader;
import org.vitrine.edge.api.ErrorPage;

/** Tells load balancers whether to send requests here (contract section 3). Asks nobody who they are. */
@Component(service = HealthCheck.class, configurationPid = "org.vitrine.edge.healthcheck")
@Designate(ocd = HealthConfig.class)
public final class HealthCheck {
    /** Where it is answered. */
    static final String PATH = "/healthcheck";

    private static final List<String> FORMS = List.of("text/plain", "text/html", "application/json");

    private static final Finding GOING_DOWN =
            new Finding(false, "GOING DOWN", "Running requests may end, new ones are refused", "stop");

    private volatile HealthSettings settings;

    /** Reads the configuration. */
    @Activate
    public HealthCheck(HealthConfig config) {
        modified(config);
    }

    @Modified
    void modified(HealthConfig config) {
        settings = HealthSettings.of(config);
    }

    /**
     * Answers.
     *
     * @param leaving whether the server is going down
     */
    void answer(HttpServletRequest request, HttpServletResponse response, boolean leaving) throws IOException {
        HealthSettings now = settings;
        if (!admits(now, request)) {
            ErrorPage.write(request, response, HttpServletResponse.SC_NOT_FOUND, "The resource could not be found.");
            return;
        }
        List<Finding> findings = leaving
                ? List.of(GOING_DOWN)
                : now.backends().stream()
                        .map(backend -> backend.check(request.getLocalPort()))
                        .toList();
        boolean healthy = findings.stream().allMatch(Finding::healthy);
        if ("HEAD".equals(request.getMethod())) {
            response.setStatus(
                    healthy ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        String form = AcceptHeader.best(request.getHeader("Accept"), FORMS).orElse(FORMS.get(0));
        byte[] body = body(form, new HealthReport(findings, now.detailed())).getBytes(StandardCharsets.UTF_8);
        response.setStatus(healthy ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType(form.equals("application/json") ? form : form + "; charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Whether the sender may ask (op:HEALTH-6). */
    private static boolean admits(HealthSettings settings, HttpServletRequest request) {
        if (settings.refuseProxied() && isProxied(request)) {
            return false;
        }
        return settings.sources().isEmpty()
                || settings.sources().stream().anyMatch(range -> range.holds(request.getRemoteAddr()));
    }

    private static boolean isProxied(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("forwarded") || name.startsWith("x-forwarded"));
    }

    private static String body(String form, HealthReport report) {
        return switch (form) {
            case "application/json" -> report.json();
            case "text/html" -> report.html();
            default -> report.text();
        };
    }
}
