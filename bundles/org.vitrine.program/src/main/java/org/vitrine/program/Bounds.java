package org.vitrine.program;

import java.time.Duration;

/**
 * What a program may use at most.
 *
 * @param wall time until it is killed
 * @param processor time on processors, in whole seconds
 * @param memory bytes of address space
 * @param file bytes that any file it writes may have
 */
public record Bounds(Duration wall, Duration processor, long memory, long file) {
    /** Checks that the bounds let anything happen at all. */
    public Bounds {
        if (wall.isZero() || wall.isNegative() || processor.toSeconds() < 1 || memory < 1 || file < 0) {
            throw new IllegalArgumentException("bounds within which nothing can run");
        }
    }
}
