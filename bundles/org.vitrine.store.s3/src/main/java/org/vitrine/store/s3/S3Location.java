package org.vitrine.store.s3;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object lies, as it stands in the database (STORE-S3-20).
 *
 * @param credentials raw, {@code ACCESS:SECRET}
 * @param host with port and path
 * @param bucket that holds it
 * @param key of it
 */
record S3Location(Optional<String> credentials, String host, String bucket, String key) {
    static final Set<String> SCHEMES = Set.of("s3", "s3+http", "s3+https");

    private static final Pattern FORM = Pattern.compile("(s3(?:\\+https?)?)://(?:(.*)@)?([^@]+)/([^/@]+)/([^/@]+)/?");

    /** Absent when it is none. */
    static Optional<S3Location> parse(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches() || url.indexOf("://") != url.lastIndexOf("://")) {
            return Optional.empty();
        }
        Optional<String> credentials = Optional.ofNullable(parts.group(2));
        if (credentials.isPresent() && credentials.get().indexOf(':') < 1) {
            return Optional.empty();
        }
        return Optional.of(new S3Location(credentials, trimmed(parts.group(3)), parts.group(4), parts.group(5)));
    }

    private static String trimmed(String host) {
        return host.replaceAll("^/+|/+$", "");
    }

    /** The credentials in it, for its own use. The secret has no colon; an access key of Swift's has one. */
    Optional<Credentials> ownCredentials() {
        return credentials.map(text -> {
            int colon = text.lastIndexOf(':');
            return new Credentials(text.substring(0, colon), text.substring(colon + 1));
        });
    }

    /** The key alone: the rest may hold secrets. */
    @Override
    public String toString() {
        return key;
    }
}
