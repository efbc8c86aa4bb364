package org.vitrine.store.swift;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object lies, as it stands in the database (STORE-SWIFT-31, STORE-SWIFT-32, STORE-SWIFT-40).
 *
 * @param scheme of the URL
 * @param credentials user and key, decoded; absent with a reference, and with several tenants
 * @param address a reference to an account, or the address of a login, or of an account
 * @param container that holds it
 * @param object its name
 */
record SwiftLocation(
        String scheme, Optional<Credentials> credentials, String address, String container, String object) {
    static final String REFERENCE = "swift+config";
    static final Set<String> SCHEMES = Set.of("swift", "swift+http", "swift+https", REFERENCE);

    private static final Pattern FORM =
            Pattern.compile("(swift(?:\\+(?:https?|config))?)://(?:(.*)@)?([^@]+)/([^/@]+)/([^/@]+)/?");

    /** Who logs in. */
    record Credentials(String user, String key) {
        @Override
        public String toString() {
            return "credentials";
        }
    }

    /** Absent when it is none. */
    static Optional<SwiftLocation> parse(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches() || url.indexOf("://") != url.lastIndexOf("://")) {
            return Optional.empty();
        }
        Optional<Credentials> credentials = Optional.empty();
        if (parts.group(2) != null) {
            String text = UriText.unquote(parts.group(2));
            int colon = text.lastIndexOf(':');
            if (colon < 1 || parts.group(1).equals(REFERENCE)) {
                return Optional.empty();
            }
            credentials = Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        }
        String address = parts.group(3).replaceAll("^/+|/+$", "");
        boolean odd = address.isEmpty() || parts.group(1).equals(REFERENCE) && address.contains("/");
        return odd
                ? Optional.empty()
                : Optional.of(new SwiftLocation(parts.group(1), credentials, address, parts.group(4), parts.group(5)));
    }

    /** The URL that {@link #parse} reads, as Glance writes it. */
    String url() {
        String login = credentials
                .map(one -> UriText.quote(one.user) + ":" + UriText.quote(one.key) + "@")
                .orElse("");
        return scheme + "://" + login + address + "/" + container + "/" + object;
    }

    /** Whether it goes by a reference of the accounts file. */
    boolean isReference() {
        return scheme.equals(REFERENCE);
    }

    /** Of the address, when that is one. */
    String addressScheme() {
        return scheme.equals("swift+http") ? "http://" : "https://";
    }

    /** The object alone: the rest may hold secrets. */
    @Override
    public String toString() {
        return object;
    }
}
