package org.vitrine.config.oslo.paste;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a flavor comes down to (op:PIPE-2): who says who is calling, and whether images are cached. Filters that Vitrine
 * always has, or has no use for, do not show.
 *
 * @param gzip whether answers are compressed for who takes them so
 * @param cors what the section of the filter {@code cors} sets; nothing when there is no such filter
 * @param authtoken what the section of the filter {@code authtoken} sets, which wins over {@code [keystone_authtoken]}
 * @param healthcheck what the health check is told; nothing when there is none
 * @param unsupported names of filters that nothing here stands for
 */
public record Switches(
        Auth auth,
        boolean caching,
        boolean cacheManagement,
        boolean gzip,
        Optional<Map<String, String>> cors,
        Map<String, String> authtoken,
        Optional<Map<String, String>> healthcheck,
        List<String> unsupported) {

    /** Who says who is calling. */
    public enum Auth {
        /** Keystone does. */
        KEYSTONE,
        /** Headers of the request do. */
        HEADERS,
        /** The token itself does: for tests alone. */
        FAKE,
        /** Nobody: every caller is an administrator. */
        NONE
    }

    private static final List<FilterKind> MISSING = List.of(FilterKind.AUDIT);

    /** Reads the operator's file. */
    public static Switches read(Path file, Optional<String> flavor) {
        return of(PasteFile.read(file), flavor);
    }

    /** What Glance's own file says of the flavor; for operators who have none. */
    public static Switches standard(Optional<String> flavor) {
        try (InputStream in = Switches.class.getResourceAsStream("standard-paste.ini")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return of(PasteFile.parse("the standard pipelines", text, Map.of()), flavor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Switches of(PasteFile file, Optional<String> flavor) {
        Pipeline pipeline = Pipeline.of(file, flavor);
        List<Filter> filters = pipeline.filters();
        Optional<Map<String, String>> health = pipeline.healthcheck().or(() -> keys(filters, FilterKind.HEALTHCHECK));
        return new Switches(
                auth(file, filters),
                has(filters, FilterKind.CACHE),
                has(filters, FilterKind.CACHE_MANAGE),
                has(filters, FilterKind.GZIP),
                keys(filters, FilterKind.CORS).map(Switches::own),
                keys(filters, FilterKind.AUTHTOKEN).map(Switches::own).orElse(Map.of()),
                health.map(Switches::own),
                filters.stream()
                        .filter(filter -> MISSING.contains(filter.kind()))
                        .map(Filter::name)
                        .toList());
    }

    /** Combinations that Glance would not call safe either are refused, not guessed at. */
    private static Auth auth(PasteFile file, List<Filter> filters) {
        boolean context = has(filters, FilterKind.CONTEXT);
        boolean token = has(filters, FilterKind.AUTHTOKEN);
        boolean fake = has(filters, FilterKind.FAKE_AUTH);
        if (context == has(filters, FilterKind.UNAUTHENTICATED_CONTEXT)) {
            throw file.broken("the pipeline needs one of the filters context and unauthenticated-context");
        }
        if (!context) {
            if (token || fake) {
                throw file.broken("the pipeline checks tokens and then lets everybody in: unauthenticated-context");
            }
            return Auth.NONE;
        }
        if (token && fake) {
            throw file.broken("the pipeline has both authtoken and fakeauth");
        }
        if (!token && !fake) {
            return Auth.HEADERS;
        }
        if (position(filters, token ? FilterKind.AUTHTOKEN : FilterKind.FAKE_AUTH)
                > position(filters, FilterKind.CONTEXT)) {
            throw file.broken("the filter context must come after the one that checks tokens");
        }
        return token ? Auth.KEYSTONE : Auth.FAKE;
    }

    private static boolean has(List<Filter> filters, FilterKind kind) {
        return position(filters, kind) >= 0;
    }

    private static int position(List<Filter> filters, FilterKind kind) {
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Map<String, String>> keys(List<Filter> filters, FilterKind kind) {
        int position = position(filters, kind);
        return position < 0
                ? Optional.empty()
                : Optional.of(filters.get(position).keys());
    }

    /** The keys that are the filter's, not PasteDeploy's. */
    private static Map<String, String> own(Map<String, String> keys) {
        Map<String, String> own = new LinkedHashMap<>(keys);
        own.keySet().removeIf(key -> key.startsWith("paste.") || key.equals("use") || key.equals("filter-with"));
        return own;
    }
}
