package org.vitrine.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the name of a bucket goes (STORE-S3-5). */
enum BucketAddressing {
    /** Before the host for Amazon where the name allows it, else into the path. */
    AUTO,
    /** Before the host. */
    VIRTUAL,
    /** Into the path. */
    PATH;

    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]|\\.(?![.-])){1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}");

    /** @throws Misconfiguration when there is none of that name */
    static BucketAddressing parse(String name) throws Misconfiguration {
        for (BucketAddressing one : values()) {
            if (one.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new Misconfiguration("s3.store.bucket.url.format is none of auto, virtual and path");
    }

    /** Whether a name server could know the bucket's name. */
    static boolean isDnsName(String bucket) {
        return DNS_NAME.matcher(bucket).matches() && !ADDRESS.matcher(bucket).matches();
    }

    /**
     * The address of something in a bucket.
     *
     * @param rest encoded, what comes after the bucket, with a slash at the beginning unless it is empty or a query
     */
    URI resolve(S3Endpoint endpoint, String bucket, String rest) {
        if (!before(endpoint, bucket)) {
            return endpoint.resolve("", "/" + UriText.encode(bucket) + rest);
        }
        return endpoint.resolve(bucket + ".", rest.startsWith("/") ? rest : "/" + rest);
    }

    private boolean before(S3Endpoint endpoint, String bucket) {
        return switch (this) {
            case VIRTUAL -> true;
            case PATH -> false;
            // Certificates for *.host cover no further dots.
            case AUTO -> endpoint.isAmazon() && isDnsName(bucket) && !(endpoint.tls() && bucket.contains("."));
        };
    }
}
