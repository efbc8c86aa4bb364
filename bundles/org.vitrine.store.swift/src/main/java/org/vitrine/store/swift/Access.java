package org.vitrine.store.swift;

/** The right to an account. Safe for many threads. */
interface Access {
    /** A session that will do for now; logs in if need be. */
    SwiftSession session();

    /** Another session in place of one that was refused, or the same where there is no other. */
    SwiftSession renewed(SwiftSession refused);

    /** Makes sure, as far as that is possible, that there will be sessions for much longer. Ended by {@link #release}. */
    default void prolong() {}

    /** Gives up what {@link #prolong} got. */
    default void release() {}
}
