package org.vitrine.core.data;

/** One of those who see all bytes on a belt, each at its own pace. */
abstract class Lane {
    /** Chunks taken so far; guarded by the belt. */
    long taken;
    /** Whether the lane ended; guarded by the belt. */
    boolean ended;
    /** When it took a chunk last, as {@link System#nanoTime()}; guarded by the belt. */
    long movedAt = System.nanoTime();

    /** Whether the transfer goes on when this lane fails. */
    abstract boolean dispensable();
}
