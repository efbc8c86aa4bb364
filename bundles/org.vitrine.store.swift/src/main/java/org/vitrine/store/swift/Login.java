package org.vitrine.store.swift;

/** A way to get sessions. */
@FunctionalInterface
interface Login {
    /** A new session; {@code UNAVAILABLE} where nobody can log in, {@code FORBIDDEN} where this one cannot. */
    SwiftSession login();
}
