package org.vitrine.store.swift;

import java.net.URI;
import java.time.Instant;

/**
 * What a login gives.
 *
 * @param storage the account's address
 * @param token proves the right to it
 * @param expires when the token does
 */
record SwiftSession(URI storage, String token, Instant expires) {
    @Override
    public String toString() {
        return "session until " + expires;
    }
}
