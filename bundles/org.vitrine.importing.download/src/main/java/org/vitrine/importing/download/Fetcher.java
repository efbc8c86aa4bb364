package org.vitrine.importing.download;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Sends one request and follows where it leads, each step through the filter (IMP-42). Safe for many threads. */
final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Duration LONGEST_WISH = Duration.ofMinutes(1);

    private final UriFilter filter;
    private final Addresses addresses;
    private final Proxies proxies;
    private final Limits limits;
    private final Supplier<SSLSocketFactory> sockets;
    private final Watchdog watchdog;

    Fetcher(
            UriFilter filter,
            Addresses addresses,
            Proxies proxies,
            Limits limits,
            Supplier<SSLSocketFactory> sockets,
            Watchdog watchdog) {
        this.filter = filter;
        this.addresses = addresses;
        this.proxies = proxies;
        this.limits = limits;
        this.sockets = sockets;
        this.watchdog = watchdog;
    }

    Limits limits() {
        return limits;
    }

    /**
     * Whether an address may be fetched as things stand.
     *
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason
     */
    void check(WebAddress address) {
        checkForm(address);
        if (proxies.of(address).isPresent()) {
            addresses.checkForProxy(address, false);
        } else {
            addresses.of(address, false);
        }
    }

    private void checkForm(WebAddress address) {
        filter.check(address);
        if (!address.scheme().equals("http") && !address.scheme().equals("https")) {
            throw new VitrineException(ErrorKind.INVALID, "nothing can be fetched by its scheme");
        }
    }

    /**
     * The way to an address that may be fetched as things stand: each step of a download goes through it.
     *
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason
     */
    private Route route(WebAddress address, boolean own) throws IOException {
        checkForm(address);
        Optional<Proxy> proxy = proxies.of(address);
        if (proxy.isEmpty()) {
            return new Route(addresses.of(address, own), address.effectivePort(), proxy);
        }
        addresses.checkForProxy(address, own);
        return new Route(addresses.of(proxy.get()), proxy.get().port(), proxy);
    }

    /**
     * An answer with data, or to a range one that says that there is none.
     *
     * @param range headers that ask for a part; none for everything
     * @throws VitrineException when the answer is another one that trying again does not change
     */
    Connection fetch(WebAddress start, DownloadRequest request, Map<String, String> range) throws IOException {
        WebAddress here = start;
        for (int redirects = 0; ; redirects++) {
            Connection connection = ask(start, here, request, range);
            boolean wanted = false;
            try {
                int status = connection.head().status();
                if (status == 200 || !range.isEmpty() && (status == 206 || status == 416)) {
                    wanted = true;
                    return connection;
                }
                if (!isRedirect(status)) {
                    throw refused(connection);
                }
                if (redirects == limits.redirects()) {
                    throw new VitrineException(
                            ErrorKind.BAD_GATEWAY, "the server redirects more than " + redirects + " times");
                }
                here = next(here, connection.head());
            } finally {
                if (!wanted) {
                    connection.close();
                }
            }
        }
    }

    private Connection ask(WebAddress start, WebAddress here, DownloadRequest request, Map<String, String> range)
            throws IOException {
        boolean home = here.origin().equals(start.origin());
        Route route = home ? route(here, request.own()) : routeOfRedirect(here);
        Map<String, String> headers = new HashMap<>(range);
        if (home) {
            headers.putAll(request.headers());
            start.userInfo().ifPresent(info -> headers.put("Authorization", basic(info)));
        }
        return Connection.ask(here, headers, route, limits, sockets, watchdog);
    }

    private Route routeOfRedirect(WebAddress next) throws IOException {
        try {
            return route(next, false);
        } catch (VitrineException e) {
            throw astray(e);
        }
    }

    private static VitrineException astray(VitrineException reason) {
        return new VitrineException(
                ErrorKind.INVALID,
                "the server redirects to an address that is not allowed: " + reason.getMessage(),
                reason);
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static WebAddress next(WebAddress here, ReplyHead head) {
        String location = head.only("location")
                .orElseThrow(() ->
                        new VitrineException(ErrorKind.BAD_GATEWAY, "the server redirects without saying where to"));
        try {
            WebAddress next = here.redirected(location);
            LOG.debug("{} redirects to {}", here, next);
            return next;
        } catch (VitrineException e) {
            throw astray(e);
        }
    }

    private static IOException refused(Connection connection) {
        ReplyHead head = connection.head();
        int status = head.status();
        String answer = "the server answers with status " + status;
        if (status == 404 || status == 410) {
            throw new VitrineException(ErrorKind.NOT_FOUND, "the server has no such data: status " + status);
        }
        if (status == 407 && connection.isProxied()) {
            throw Connection.unknownToProxy(status);
        }
        if (status == 401 || status == 403 || status == 407) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the server refuses the data with status " + status);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return WireException.passing(answer, wish(head));
        }
        throw new VitrineException(ErrorKind.BAD_GATEWAY, answer);
    }

    private static Duration wish(ReplyHead head) {
        Duration wish = head.only("retry-after")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private static String basic(String userInfo) {
        try {
            return Proxy.basic(userInfo);
        } catch (IllegalArgumentException e) {
            throw new VitrineException(ErrorKind.INVALID, "its name and password are escaped wrongly", e);
        }
    }
}
