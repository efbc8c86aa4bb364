package org.vitrine.store.swift;

import org.vitrine.outbound.Body;

/** Data on its way into one object. */
interface Outflow {
    /** What is sent. */
    Body body();

    /** Whether it can be sent, be it again. */
    boolean untouched();

    /** The checksum of what was sent, in hex; asked for when all was sent. */
    String md5();

    /** How many bytes were sent. */
    long bytes();
}
