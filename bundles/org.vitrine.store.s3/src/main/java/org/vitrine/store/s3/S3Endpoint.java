package org.vitrine.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where S3 is.
 *
 * @param tls whether it is https
 * @param host with the port and path that were given, as locations hold it (STORE-S3-1, STORE-S3-20)
 */
record S3Endpoint(boolean tls, String host) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(https?)://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(?::(\\d{1,5}))?((?:/[A-Za-z0-9._~-]+)*)/*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AMAZON = Pattern.compile(
            "(?:.+\\.)?s3(?:[.-](?:dualstack\\.)?([a-z]{2}(?:-[a-z]+)+-\\d))?\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[.*");

    /** @throws Misconfiguration when it is no host */
    static S3Endpoint parse(String text) throws Misconfiguration {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches() || parts.group(3) != null && Integer.parseInt(parts.group(3)) > 65_535) {
            throw new Misconfiguration("s3.store.host is neither HOST, HOST:PORT nor a URL");
        }
        String port = parts.group(3) == null ? "" : ":" + parts.group(3);
        return new S3Endpoint("https".equalsIgnoreCase(parts.group(1)), parts.group(2) + port + parts.group(4));
    }

    /** Whether a location that names that host means this endpoint, whichever its scheme. */
    boolean isAt(String other) {
        return host.equalsIgnoreCase(other);
    }

    /** Of locations (STORE-S3-20). */
    String scheme() {
        return tls ? "s3+https" : "s3";
    }

    /** Whether Amazon serves it. */
    boolean isAmazon() {
        return AMAZON.matcher(name()).matches();
    }

    /** Whether it is an address and no name, so that nothing can stand before it. */
    boolean isAddress() {
        return ADDRESS.matcher(name()).matches();
    }

    /** The region in Amazon's host names (STORE-S3-22), or empty. */
    String region() {
        Matcher parts = AMAZON.matcher(name());
        return parts.matches() && parts.group(1) != null ? parts.group(1) : "";
    }

    private String name() {
        return host.replaceFirst("(:\\d+)?(/.*)?$", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The address of something in it.
     *
     * @param before stands before the host, such as {@code bucket.}
     * @param pathAndQuery encoded, with a slash at the beginning
     */
    URI resolve(String before, String pathAndQuery) {
        int slash = host.indexOf('/');
        String authority = slash < 0 ? host : host.substring(0, slash);
        String prefix = slash < 0 ? "" : host.substring(slash);
        // Java leaves the scheme's own port out of the Host header, which is signed.
        String plain = authority.replaceFirst(tls ? ":443$" : ":80$", "");
        return URI.create((tls ? "https://" : "http://") + before + plain + prefix + pathAndQuery);
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host;
    }
}
