package org.vitrine.store.s3;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vitrine.outbound.Body;

/** A request to a bucket, before it is signed. */
final class S3Request {
    final String method;
    final Optional<String> key;
    final SortedMap<String, String> query = new TreeMap<>();
    final SortedMap<String, String> headers = new TreeMap<>();
    Body body = Body.none();
    Optional<Duration> patience = Optional.empty();
    boolean notTwice;

    private S3Request(String method, Optional<String> key) {
        this.method = method;
        this.key = key;
    }

    /** Of the bucket itself. */
    static S3Request bucket(String method) {
        return new S3Request(method, Optional.empty());
    }

    /** Of an object in it. */
    static S3Request object(String method, String key) {
        return new S3Request(method, Optional.of(key));
    }

    S3Request query(String name, String value) {
        query.put(name, value);
        return this;
    }

    S3Request header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    S3Request body(Body content) {
        body = content;
        return this;
    }

    S3Request patience(Duration longest) {
        patience = Optional.of(longest);
        return this;
    }

    S3Request notTwice() {
        notTwice = true;
        return this;
    }

    /** What comes after the bucket, encoded and with the query's parameters in order. */
    String rest() {
        String path = key.map(name -> "/" + UriText.encode(name)).orElse("");
        String parameters = query.entrySet().stream().map(S3Request::encoded).collect(Collectors.joining("&"));
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String encoded(Map.Entry<String, String> parameter) {
        return UriText.encode(parameter.getKey()) + "=" + UriText.encode(parameter.getValue());
    }
}
