package org.vitrine.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A request to another server. Not safe for several threads; can be sent again. */
public final class Call {
    private final String method;
    private final URI uri;
    private final List<String> headers = new ArrayList<>();
    private Body body = Body.none();
    private boolean expectContinue;
    private boolean notTwice;
    private Duration patience;

    private Call(String method, URI uri) {
        this.method = Objects.requireNonNull(method);
        this.uri = Objects.requireNonNull(uri);
    }

    /**
     * A call without headers and body.
     *
     * @param uri absolute, of the scheme http or https
     */
    public static Call of(String method, URI uri) {
        return new Call(method, uri);
    }

    /** Adds a header. {@code Host}, {@code Content-Length} and {@code Expect} come by themselves. */
    public Call header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    /** Sets the body. */
    public Call body(Body content) {
        body = Objects.requireNonNull(content);
        return this;
    }

    /**
     * Asks the peer whether it wants the body before any of it is sent, so that a refusal costs nothing of a body that
     * can be had only once. A peer that does not understand the question gets the body a moment later.
     */
    public Call expectContinue() {
        expectContinue = true;
        return this;
    }

    /**
     * Has an effect each time it arrives: it is sent again only when the peer said "not now", or there was no connection
     * at all, and never when its fate is unknown.
     */
    public Call notTwice() {
        notTwice = true;
        return this;
    }

    /** Waits so long for the beginning of the answer once the body is sent, instead of the stall time. */
    public Call patience(Duration longest) {
        patience = Objects.requireNonNull(longest);
        return this;
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    List<String> headers() {
        return headers;
    }

    Body body() {
        return body;
    }

    boolean expectsContinue() {
        return expectContinue && !body.empty();
    }

    boolean countsEachTime() {
        return notTwice;
    }

    Optional<Duration> patience() {
        return Optional.ofNullable(patience);
    }

    /** The method alone: addresses and headers may hold secrets. */
    @Override
    public String toString() {
        return method;
    }
}
