package org.vitrine.store.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.Reach;

/** Asks web servers, and those that they redirect to (STORE-HTTP-12). Safe for many threads. */
final class WebReader {
    private static final Logger LOG = LoggerFactory.getLogger(WebReader.class);
    private static final int MOST_REDIRECTS = 5;

    private final OutboundHttp http;
    private final Optional<ProxySelector> proxies;
    private final boolean privateLocations;
    private final boolean privateRedirects;

    /**
     * @param privateLocations whether locations may be at private addresses
     * @param privateRedirects whether redirects may lead to them
     */
    WebReader(OutboundHttp http, Optional<ProxySelector> proxies, boolean privateLocations, boolean privateRedirects) {
        this.http = http;
        this.proxies = proxies;
        this.privateLocations = privateLocations;
        this.privateRedirects = privateRedirects;
    }

    /**
     * The answer at the end of all redirects, which may be any other status; to be closed.
     *
     * @param range of the header, such as {@code bytes=0-}
     */
    Answer ask(String method, HttpLocation start, Optional<String> range) {
        if (!privateLocations) {
            refusePrivate(start);
        }
        HttpLocation here = start;
        for (int redirects = 0; ; redirects++) {
            Answer answer = askThere(method, here, range);
            int status = answer.status();
            if (status / 100 != 3) {
                return answer;
            }
            answer.close();
            if (redirects == MOST_REDIRECTS) {
                throw new VitrineException(
                        ErrorKind.INVALID, "the web server redirects more than " + MOST_REDIRECTS + " times");
            }
            HttpLocation next = Optional.of(here)
                    .filter(from -> status == 301 || status == 302)
                    .flatMap(from -> answer.header("Location").flatMap(from::redirected))
                    .orElseThrow(() -> new VitrineException(
                            ErrorKind.INVALID, "the web server redirects in a way that is not followed"));
            if (!privateRedirects && !next.origin().equals(here.origin())) {
                refusePrivate(next);
            }
            LOG.debug("{} redirects to {}", here, next);
            here = next;
        }
    }

    private Answer askThere(String method, HttpLocation where, Optional<String> range) {
        Call call = Call.of(method, where.uri()).header("Accept-Encoding", "identity");
        where.authorization().ifPresent(value -> call.header("Authorization", value));
        range.ifPresent(value -> call.header("Range", value));
        try {
            return http.send(call);
        } catch (IOException e) {
            throw WebFailure.of(e);
        }
    }

    private void refusePrivate(HttpLocation where) {
        try {
            for (InetAddress address : InetAddress.getAllByName(where.uri().getHost())) {
                if (Reach.of(address) != Reach.PUBLIC) {
                    throw new VitrineException(
                            ErrorKind.FORBIDDEN,
                            "the image's location leads to a private address, which is not allowed");
                }
            }
        } catch (UnknownHostException e) {
            if (proxies.isEmpty() || proxies.get().select(where.uri()).contains(Proxy.NO_PROXY)) {
                throw WebFailure.of(e);
            }
            LOG.debug("only the proxy may know {}", where, e);
        }
    }
}
