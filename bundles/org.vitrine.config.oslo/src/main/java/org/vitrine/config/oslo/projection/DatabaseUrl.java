package org.vitrine.config.oslo.projection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a database in SQLAlchemy's form, {@code dialect+driver://user:password@host:port/database?key=value}
 * (op:CFG-71).
 *
 * @param dialect without the driver
 * @param host empty when none is given; an IPv6 address is in brackets
 * @param port negative when none is given
 */
record DatabaseUrl(
        String dialect,
        String user,
        String password,
        String host,
        int port,
        String database,
        Map<String, List<String>> query) {
    private static final Pattern FORM = Pattern.compile(
            "([\\w+]+)://(?:([^:/]*)(?::([^@]*))?@)?"
                    + "(?:(?:\\[([^/?]+)]|([^/:?]+))?(?::([^/?]*))?)?(?:/([^?]*))?(?:\\?(.*))?",
            Pattern.UNICODE_CHARACTER_CLASS);

    static DatabaseUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException("is not DIALECT://USER:PASSWORD@HOST:PORT/DATABASE");
        }
        String name = matcher.group(1);
        int plus = name.indexOf('+');
        return new DatabaseUrl(
                plus < 0 ? name : name.substring(0, plus),
                decoded(orEmpty(matcher.group(2))),
                decoded(orEmpty(matcher.group(3))),
                matcher.group(4) == null ? orEmpty(matcher.group(5)) : "[" + matcher.group(4) + "]",
                port(matcher.group(6)),
                orEmpty(matcher.group(7)),
                query(orEmpty(matcher.group(8))));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static int port(String text) {
        if (text == null) {
            return -1;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("has a port that is no number up to 65535");
        }
        return Integer.parseInt(text);
    }

    static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equal = pair.indexOf('=');
            if (equal >= 0 && equal < pair.length() - 1) {
                query.computeIfAbsent(decoded(pair.substring(0, equal).replace('+', ' ')), key -> new ArrayList<>())
                        .add(decoded(pair.substring(equal + 1).replace('+', ' ')));
            }
        }
        return query;
    }

    /** Percent signs that are not the beginning of an escape stay as they are. */
    private static String decoded(String text) {
        String safe = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(safe, StandardCharsets.UTF_8);
    }

    /** Secrets must not come into a log by accident. */
    @Override
    public String toString() {
        return dialect + "://" + host + "/" + database;
    }
}
