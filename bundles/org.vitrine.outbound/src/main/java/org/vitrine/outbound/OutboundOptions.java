package org.vitrine.outbound;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How calls are made.
 *
 * @param name of the threads, which get numbers
 * @param connectTimeout how long a connection may take to come about
 * @param stallTimeout how long a peer may take and give nothing
 * @param attempts how often a call is made at most, 1 or more
 * @param tls whom to trust; empty for what the Java runtime trusts
 * @param proxy by which way; empty for what the Java runtime is told
 */
public record OutboundOptions(
        String name,
        Duration connectTimeout,
        Duration stallTimeout,
        int attempts,
        Optional<SSLContext> tls,
        Optional<ProxySelector> proxy) {

    /** Refuses nulls, times and attempts below 1 with an {@link IllegalArgumentException}. */
    public OutboundOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(proxy);
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || stallTimeout.isNegative()
                || stallTimeout.isZero()
                || attempts < 1) {
            throw new IllegalArgumentException("timeouts and attempts must be positive");
        }
    }
}
