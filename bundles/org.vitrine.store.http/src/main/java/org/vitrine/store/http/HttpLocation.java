package org.vitrine.store.http;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where on the web data lies. Takes what browsers and Python take: characters that no URL may have are encoded.
 *
 * @param uri without credentials and fragment
 * @param authorization the header's value for the credentials that stood in the URL
 */
record HttpLocation(URI uri, Optional<String> authorization) {
    private static final Pattern URL =
            Pattern.compile("(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^:@]*):([^:@]*)@)?(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]+)(?::(\\d{0,5}))?");
    private static final String LEGAL = "-._~!$&'()*+,;=:@/?%";

    /** Absent when it is no URL of the web: another scheme, no host, a port that is no number (STORE-HTTP-11). */
    static Optional<HttpLocation> parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) {
            return Optional.empty();
        }
        try {
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            String host = authority.group(3).startsWith("[") ? authority.group(3) : IDN.toASCII(authority.group(3));
            String port = authority.group(4) == null || authority.group(4).isEmpty() ? "" : ":" + authority.group(4);
            String path = parts.group(3).isEmpty() ? "/" : encode(parts.group(3));
            String query = parts.group(4) == null ? "" : encode(parts.group(4));
            URI uri = URI.create(scheme + "://" + host + port + path + query);
            return uri.getHost() == null || uri.getPort() > 65_535
                    ? Optional.empty()
                    : Optional.of(new HttpLocation(uri, basic(authority.group(1), authority.group(2))));
        } catch (IllegalArgumentException e) {
            // A host that no name server could know.
            return Optional.empty();
        }
    }

    /** Where a redirect from here leads; the credentials of this location go along to its own server alone. */
    Optional<HttpLocation> redirected(String target) {
        String absolute = target.contains("://") ? target : resolved(target);
        return parse(absolute).map(next -> {
            boolean keeps = next.authorization.isEmpty() && next.origin().equals(origin());
            return keeps ? new HttpLocation(next.uri, authorization) : next;
        });
    }

    private String resolved(String target) {
        String encoded = encode(target.replaceFirst("#.*", ""));
        try {
            return uri.resolve(encoded).toString();
        } catch (IllegalArgumentException e) {
            return ""; // nobody's
        }
    }

    /** Scheme, host and port, the same for all that the same server answers. */
    String origin() {
        int port = uri.getPort();
        boolean tls = uri.getScheme().equals("https");
        if (port < 0) {
            port = tls ? 443 : 80;
        }
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static Optional<String> basic(String user, String password) {
        if (user == null) {
            return Optional.empty();
        }
        byte[] credentials = (decode(user) + ":" + decode(password)).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(
                text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The server alone: path and query may hold secrets. */
    @Override
    public String toString() {
        return origin();
    }
}
