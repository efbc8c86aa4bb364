package org.vitrine.edge;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

/**
 * How a client reached this service, and from where.
 *
 * @param scheme {@code http} or {@code https}
 * @param prefix of the path, added by a proxy; empty, or beginning with a slash and ending without one
 * @param address the client's, as the connection or the proxy has it
 */
record ClientView(String scheme, String host, int port, String prefix, String address) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65535;
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~%-]+)+/?");

    /** As the connection has it. */
    static ClientView direct(HttpServletRequest request) {
        return new ClientView(
                request.getScheme(), request.getServerName(), request.getServerPort(), "", request.getRemoteAddr());
    }

    /** As the proxy in front has it, in {@code Forwarded} or else in {@code X-Forwarded-*} (PROXY-2). */
    static ClientView proxied(HttpServletRequest request) {
        ClientView direct = direct(request);
        String forwarded = request.getHeader("Forwarded");
        Map<String, String> facts = forwarded == null ? extensions(request) : first(forwarded);
        String scheme = scheme(facts.get("proto"), direct.scheme);
        String host = direct.host;
        int port = direct.port;
        Matcher authority = AUTHORITY.matcher(facts.getOrDefault("host", ""));
        if (authority.matches()) {
            host = authority.group(1);
            port = authority.group(2) == null ? usualPort(scheme) : Integer.parseInt(authority.group(2));
        } else if (!scheme.equals(direct.scheme) && port == usualPort(direct.scheme)) {
            port = usualPort(scheme);
        }
        String prefix = request.getHeader("X-Forwarded-Prefix");
        return new ClientView(
                scheme,
                host,
                Math.min(port, MAX_PORT),
                prefix != null && PREFIX.matcher(prefix).matches() ? prefix.replaceAll("/$", "") : "",
                facts.getOrDefault("for", direct.address));
    }

    private static Map<String, String> extensions(HttpServletRequest request) {
        Map<String, String> facts = new TreeMap<>();
        for (String name : new String[] {"proto", "host", "for"}) {
            String value = request.getHeader("X-Forwarded-" + name);
            if (value != null && !value.isBlank()) {
                facts.put(name, value.strip());
            }
        }
        return facts;
    }

    /** The first element of the header: what the outermost proxy saw. */
    private static Map<String, String> first(String forwarded) {
        Map<String, String> facts = new TreeMap<>();
        for (String pair : forwarded.split(",", 2)[0].split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                facts.put(
                        pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return facts;
    }

    private static String scheme(String told, String otherwise) {
        return "https".equalsIgnoreCase(told) || "http".equalsIgnoreCase(told)
                ? told.toLowerCase(Locale.ROOT)
                : otherwise;
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    /** Scheme and authority; the usual port is left out (REQ-13). */
    String root() {
        return scheme + "://" + host + (port == usualPort(scheme) ? "" : ":" + port);
    }

    /** The URL of this service (VER-3). */
    String url() {
        return root() + prefix;
    }
}
