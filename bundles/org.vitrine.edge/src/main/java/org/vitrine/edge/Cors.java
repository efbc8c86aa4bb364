package org.vitrine.edge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.spi.driver.CommaList;

/** Tells browsers which other sites' pages may use this service (op:CORS-1 to op:CORS-11). */
@Component(service = Cors.class, configurationPid = "org.vitrine.edge.cors")
@Designate(ocd = CorsConfig.class)
public final class Cors {
    private static final String ANY = "*";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final List<String> SIMPLE = List.of(
            "Accept",
            "Accept-Language",
            "Content-Type",
            "Cache-Control",
            "Content-Language",
            "Expires",
            "Last-Modified",
            "Pragma");

    private record Rules(
            Set<String> origins,
            boolean credentials,
            String exposed,
            int maxAge,
            Set<String> methods,
            Set<String> headers) {}

    private volatile Rules rules;

    /** Reads the configuration. */
    @Activate
    public Cors(CorsConfig config) {
        modified(config);
    }

    @Modified
    void modified(CorsConfig config) {
        if (config.max_age() < 0) {
            throw new IllegalArgumentException("max.age must be 0 or more seconds");
        }
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.addAll(SIMPLE);
        headers.addAll(list(config.allow_headers()));
        rules = new Rules(
                Set.copyOf(list(config.allowed_origin())),
                config.allow_credentials(),
                String.join(",", list(config.expose_headers())),
                config.max_age(),
                Set.copyOf(list(config.allow_methods())),
                headers);
    }

    private static List<String> list(String text) {
        return CommaList.items(text).stream().distinct().toList();
    }

    /**
     * Answers an {@code OPTIONS} request, whatever it asks about: what the API itself would say is never shown to a
     * browser that asks whether it may ask (op:CORS-10).
     */
    void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentLength(0);
        Rules now = rules;
        Optional<String> origin = allowed(now, request);
        String method = request.getHeader("Access-Control-Request-Method");
        List<String> headers = Optional.ofNullable(request.getHeader("Access-Control-Request-Headers"))
                .map(Cors::list)
                .orElse(List.of());
        if (origin.isEmpty() || method == null || !now.methods.contains(method) || !now.headers.containsAll(headers)) {
            return;
        }
        allow(now, origin.get(), response);
        if (now.maxAge > 0) {
            response.setHeader("Access-Control-Max-Age", Integer.toString(now.maxAge));
        }
        response.setHeader("Access-Control-Allow-Methods", method);
        if (!headers.isEmpty()) {
            response.setHeader("Access-Control-Allow-Headers", String.join(",", headers));
        }
    }

    /** Adds to an answer what a browser needs to hand it to a page of an allowed origin (op:CORS-9). */
    void decorate(HttpServletRequest request, HttpServletResponse response) {
        Rules now = rules;
        allowed(now, request).ifPresent(origin -> {
            allow(now, origin, response);
            if (!now.exposed.isEmpty()) {
                response.setHeader("Access-Control-Expose-Headers", now.exposed);
            }
        });
    }

    /** What to name as the allowed origin, if the request's is (op:CORS-8). */
    private static Optional<String> allowed(Rules rules, HttpServletRequest request) {
        if (rules.origins.isEmpty()) {
            return Optional.empty();
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return Optional.empty();
        }
        if (rules.origins.contains(origin)) {
            return Optional.of(origin);
        }
        return rules.origins.contains(ANY) ? Optional.of(ANY) : Optional.empty();
    }

    private static void allow(Rules rules, String origin, HttpServletResponse response) {
        if (response.containsHeader(ALLOW_ORIGIN)) {
            return; // A request that was held comes twice.
        }
        response.addHeader("Vary", "Origin");
        response.setHeader(ALLOW_ORIGIN, origin);
        if (rules.credentials) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }
}
