package org.vitrine.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.edge.api.AcceptHeader;
import org.vitrine.edge.api.JsonText;

/** Tells load balancers whether to send requests here (contract section 3). Asks nobody who they are. */
@Component(service = HealthCheck.class, configurationPid = "org.vitrine.edge.healthcheck")
@Designate(ocd = HealthConfig.class)
public final class HealthCheck {
    /** Where it is answered. */
    static final String PATH = "/healthcheck";

    private static final List<String> FORMS = List.of("text/plain", "text/html", "application/json");

    private volatile Optional<Path> disabling;

    /** Reads the configuration. */
    @Activate
    public HealthCheck(HealthConfig config) {
        modified(config);
    }

    @Modified
    void modified(HealthConfig config) {
        String file = config.disable_by_file_path().strip();
        disabling = file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    void answer(HttpServletRequest request, HttpServletResponse response, boolean leaving) throws IOException {
        boolean disabled = disabling.filter(Files::exists).isPresent();
        boolean healthy = !leaving && !disabled;
        if ("HEAD".equals(request.getMethod())) {
            response.setStatus(
                    healthy ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        String form = AcceptHeader.best(request.getHeader("Accept"), FORMS).orElse(FORMS.get(0));
        byte[] body = body(form, reason(leaving, disabled)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(healthy ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType(form.equals("application/json") ? form : form + "; charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String reason(boolean leaving, boolean disabled) {
        if (leaving) {
            return "GOING DOWN";
        }
        return disabled ? "DISABLED BY FILE" : "OK";
    }

    private static String body(String form, String reason) {
        return switch (form) {
            case "application/json" ->
                "{\n    \"detailed\": false,\n    \"reasons\": [\n        " + JsonText.quoted(reason) + "\n    ]\n}";
            case "text/html" ->
                "<!DOCTYPE html>\n<html>\n<head>\n<title>Healthcheck Status</title>\n</head>\n<body>\n<p>" + reason
                        + "</p>\n</body>\n</html>";
            default -> reason;
        };
    }
}
