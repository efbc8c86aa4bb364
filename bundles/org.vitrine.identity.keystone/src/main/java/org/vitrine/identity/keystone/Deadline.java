package org.vitrine.identity.keystone;

import java.time.Duration;

/** The moment at which a request stops waiting for Keystone. */
record Deadline(long nanoTime) {
    static Deadline after(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /** What is left, in nanoseconds; nothing or less when it has passed. */
    long left() {
        return nanoTime - System.nanoTime();
    }
}
