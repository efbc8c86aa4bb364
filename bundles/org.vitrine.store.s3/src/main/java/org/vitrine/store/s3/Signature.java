package org.vitrine.store.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request with Amazon's signature version 4, as its reference describes it ("Authenticating Requests: Using the
 * Authorization Header").
 *
 * @param credentials whose signature
 * @param region of the bucket
 * @param time of the request
 */
record Signature(Credentials credentials, String region, Instant time) {
    /** The body is not part of the signature. */
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The headers to add.
     *
     * @param uri with the query's parameters encoded and in order
     * @param headers that are sent anyway
     * @param payload hash of the body, or {@link #UNSIGNED}
     */
    Map<String, String> headers(String method, URI uri, Map<String, String> headers, String payload) {
        String now = TIME.format(time);
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        signed.put("host", uri.getRawAuthority());
        signed.put("x-amz-content-sha256", payload);
        signed.put("x-amz-date", now);
        String names = String.join(";", signed.keySet());
        String request = String.join(
                "\n",
                method,
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining()),
                names,
                payload);
        String day = now.substring(0, 8);
        String scope = day + "/" + region + "/s3/aws4_request";
        String toSign = String.join("\n", ALGORITHM, now, scope, sha256(request));
        Map<String, String> added = new TreeMap<>();
        added.put("x-amz-content-sha256", payload);
        added.put("x-amz-date", now);
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope + ",SignedHeaders=" + names
                        + ",Signature=" + HexFormat.of().formatHex(hmac(key(day), toSign)));
        return added;
    }

    private byte[] key(String day) {
        byte[] key = hmac(("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8), day);
        return hmac(hmac(hmac(key, region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "signature for " + region;
    }
}
