package org.vitrine.importing.download;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Where something lies on the web, so that no two readers understand it differently.
 *
 * @param scheme lower-case
 * @param userInfo name and password as they stand before the host
 * @param host a name in lower case without a dot at its end, or an IP address in its usual form, without brackets
 * @param port only when it is named
 * @param target path and query, as they are sent
 */
record WebAddress(String scheme, Optional<String> userInfo, String host, OptionalInt port, String target) {
    private static final int LONGEST = 8192;
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^#]*)(?:#.*)?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^@\\[\\]]*)@)?(\\[[0-9A-Fa-f:.]+]|[^@:\\[\\]]+)(?::(\\d{0,5}))?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    /** What resolvers of old read as a number, and so as an address (IMP-41). */
    private static final Pattern ENDS_AS_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    /**
     * Reads an absolute address.
     *
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason
     */
    static WebAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw invalid("it is empty, or longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
            throw invalid("there are blanks, control characters or backslashes in it");
        }
        Matcher parts = ABSOLUTE.matcher(text);
        if (!parts.matches()) {
            throw invalid("it does not begin with a scheme and a host");
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        if (!authority.matches()) {
            throw invalid("its host cannot be understood");
        }
        return new WebAddress(
                parts.group(1).toLowerCase(Locale.ROOT),
                Optional.ofNullable(authority.group(1)),
                host(authority.group(2)),
                port(authority.group(3)),
                target(parts.group(3)));
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            return literal(text);
        }
        String name;
        try {
            // First, as it makes plain digits and dots of wide ones.
            name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new VitrineException(ErrorKind.INVALID, "its host is no name", e);
        }
        if (IPV4.matcher(name).matches()) {
            return name;
        }
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (plain.length() > 253
                || !NAME.matcher(plain).matches()
                || ENDS_AS_NUMBER.matcher(plain).matches()) {
            throw invalid("its host is neither a name nor an address in its usual form");
        }
        return plain;
    }

    private static String literal(String text) {
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            throw new VitrineException(ErrorKind.INVALID, "its host is no IPv6 address", e);
        }
    }

    private static OptionalInt port(String text) {
        if (text == null || text.isEmpty()) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw invalid("its port is none");
        }
        return OptionalInt.of(port);
    }

    /** With what may not stand in a request line escaped, as users copy addresses from where it may. */
    private static String target(String text) {
        var safe = new StringBuilder(text.length() + 1);
        if (!text.startsWith("/")) {
            safe.append('/');
        }
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 0x7f || "\"<>^`{|}".indexOf(b) >= 0) {
                safe.append('%').append(String.format("%02X", b & 0xff));
            } else {
                safe.append((char) b);
            }
        }
        return safe.toString();
    }

    /**
     * Where a redirect leads to; never with a name and password of this address's.
     *
     * @param location as the header says
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason
     */
    WebAddress redirected(String location) {
        String text = location.replace(" ", "%20");
        if (ABSOLUTE.matcher(text).matches()) {
            return parse(text);
        }
        if (text.startsWith("//")) {
            return parse(scheme + ":" + text);
        }
        if (text.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            throw invalid("it does not begin with a scheme and a host");
        }
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        String merged;
        if (text.startsWith("/")) {
            merged = text;
        } else if (text.isEmpty() || text.startsWith("?") || text.startsWith("#")) {
            merged = path + text;
        } else {
            merged = path.substring(0, path.lastIndexOf('/') + 1) + text;
        }
        return parse(origin() + withoutDots(merged));
    }

    private static String withoutDots(String target) {
        int end = target.replace('#', '?').indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        if (!path.contains("/.")) {
            return target;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!segments[i].equals(".") && !segments[i].equals("..")) {
                kept.add(segments[i]);
            } else if (last) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept) + (end < 0 ? "" : target.substring(end));
    }

    boolean encrypted() {
        return scheme.equals("https");
    }

    int effectivePort() {
        return port.orElse(encrypted() ? 443 : 80);
    }

    /** As the header {@code Host} has it: without the port that goes without saying. */
    String authority() {
        return effectivePort() == (encrypted() ? 443 : 80) ? bracketed() : hostAndPort();
    }

    /** As proxies are asked for it. */
    String hostAndPort() {
        return bracketed() + ":" + effectivePort();
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Scheme, host and port: credentials go to no other than the one that they were given for. */
    String origin() {
        return scheme + "://" + authority();
    }

    /** Whether the host is an address, not a name. */
    boolean numeric() {
        return host.contains(":") || IPV4.matcher(host).matches();
    }

    /** For messages and the log: without credentials and query, in which signatures stand. */
    @Override
    public String toString() {
        return origin() + (target.contains("?") ? target.substring(0, target.indexOf('?')) + "?..." : target);
    }

    private static VitrineException invalid(String reason) {
        return new VitrineException(ErrorKind.INVALID, reason);
    }
}
