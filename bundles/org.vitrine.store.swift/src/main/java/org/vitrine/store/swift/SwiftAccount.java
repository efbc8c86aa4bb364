package org.vitrine.store.swift;

import java.util.Locale;
import java.util.Optional;

/**
 * Somebody who can log in (STORE-SWIFT-30).
 *
 * @param version of the login: 1 is Swift's own, 3 is Keystone's
 * @param address where to log in
 * @param user with Keystone {@code project:user}
 * @param key the password
 * @param userDomain of the user
 * @param projectDomain of the project
 */
record SwiftAccount(int version, String address, String user, String key, Domain userDomain, Domain projectDomain) {
    /** A domain of Keystone's, by id or else by name. */
    record Domain(Optional<String> id, Optional<String> name) {
        /** What there is where nobody made others. */
        static final Domain DEFAULT = new Domain(Optional.of("default"), Optional.empty());
    }

    /** The address as locations hold it: without scheme and slashes around. */
    static String bare(String address) {
        return address.replaceFirst("(?i)^https?://", "").replaceAll("^/+|/+$", "");
    }

    /** Whether it is somebody who logs in there, whichever the scheme. */
    boolean isAt(String bareAddress) {
        return bare(address).equalsIgnoreCase(bareAddress);
    }

    /** Of locations without an accounts file (STORE-SWIFT-32). */
    String scheme() {
        return address.toLowerCase(Locale.ROOT).startsWith("http://") ? "swift+http" : "swift+https";
    }

    /** Somebody else who logs in at the same place in the same way. */
    SwiftAccount as(String otherUser, String otherKey) {
        return new SwiftAccount(version, address, otherUser, otherKey, userDomain, projectDomain);
    }

    @Override
    public String toString() {
        return "account";
    }
}
