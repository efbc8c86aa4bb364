package org.vitrine.core.data;

import java.util.concurrent.atomic.AtomicLong;

/** One of those who see all bytes on a belt, each at its own pace and on a thread of its own. */
abstract class Lane {
    /** Chunks taken so far; counted by the lane's thread. */
    private final AtomicLong taken = new AtomicLong();

    /** Where the lane's thread waits for the next chunk. */
    private final Waiter waiter = new Waiter();
    /** When it took or left a chunk last, as {@link System#nanoTime()}. */
    private volatile long movedAt = System.nanoTime();

    private volatile boolean ended;

    /** Whether the transfer goes on when this lane fails. */
    abstract boolean dispensable();

    final Waiter waiter() {
        return waiter;
    }

    final long taken() {
        return taken.get();
    }

    /** The chunk is free again; gives how many were taken so far. */
    final long take() {
        move();
        return taken.incrementAndGet();
    }

    final void move() {
        movedAt = System.nanoTime();
    }

    final boolean hasMovedWithin(long nanos) {
        return System.nanoTime() - movedAt <= nanos;
    }

    final void end() {
        ended = true;
    }

    final boolean ended() {
        return ended;
    }

    /** Whether the belt may go on without it. */
    final boolean gone() {
        return ended && dispensable();
    }
}
