package org.vitrine.store.swift;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.vitrine.outbound.Body;
import org.vitrine.outbound.Call;

/** A request to an account, before somebody's token is added. */
final class SwiftRequest {
    private final String method;
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Body body = Body.none();
    private BooleanSupplier untouched = () -> true;
    private Optional<Duration> patience = Optional.empty();

    private SwiftRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Of a container. */
    static SwiftRequest container(String method, String container) {
        return new SwiftRequest(method, "/" + UriText.quote(container));
    }

    /** Of an object in it. */
    static SwiftRequest object(String method, String container, String object) {
        return new SwiftRequest(method, "/" + UriText.quote(container) + "/" + UriText.quote(object));
    }

    SwiftRequest query(String name, String value) {
        query.put(name, value);
        return this;
    }

    SwiftRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    SwiftRequest body(Body content) {
        body = content;
        return this;
    }

    /**
     * A body that can be had only once: Swift is asked whether it wants it before any of it is taken.
     *
     * @param notBegun whether nothing has been taken
     */
    SwiftRequest body(Body content, BooleanSupplier notBegun) {
        body = content;
        untouched = notBegun;
        return this;
    }

    SwiftRequest patience(Duration longest) {
        patience = Optional.of(longest);
        return this;
    }

    /** Whether it can be sent again. */
    boolean repeatable() {
        return untouched.getAsBoolean();
    }

    Call call(SwiftSession session) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + UriText.quote(parameter.getValue()))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(session.storage() + path + (parameters.isEmpty() ? "" : "?" + parameters));
        Call call = Call.of(method, uri)
                .header("X-Auth-Token", session.token())
                .body(body)
                .expectContinue();
        headers.forEach(call::header);
        patience.ifPresent(call::patience);
        return call;
    }
}
