package org.vitrine.keystone;

import java.time.Duration;

/** The moment at which a request stops waiting for Keystone. */
public record Deadline(long nanoTime) {
    /** That long from now. */
    public static Deadline after(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /** What is left, in nanoseconds; nothing or less when it has passed. */
    public long left() {
        return nanoTime - System.nanoTime();
    }
}
