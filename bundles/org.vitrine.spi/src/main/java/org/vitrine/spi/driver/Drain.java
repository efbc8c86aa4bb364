package org.vitrine.spi.driver;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the work that runs inside a driver, so that the driver can leave when the last of it is done. Safe for many
 * threads; entering and leaving cost one atomic operation each.
 */
public final class Drain {
    private static final long CLOSED = 1L << 62;
    private static final Duration POLL = Duration.ofMillis(1);

    private final AtomicLong state = new AtomicLong();

    /** Lets one piece of work in; false when the driver is leaving, and then {@link #leave()} must not be called. */
    public boolean tryEnter() {
        while (true) {
            long now = state.get();
            if ((now & CLOSED) != 0) {
                return false;
            }
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Ends a piece of work that was let in. */
    public void leave() {
        state.decrementAndGet();
    }

    /** How many pieces of work run. */
    public long running() {
        return state.get() & ~CLOSED;
    }

    /**
     * Lets no more work in and waits for what runs. Closing twice is fine.
     *
     * @param timeout how long to wait at most
     * @return false when work still ran at the end of the timeout
     */
    public boolean close(Duration timeout) {
        state.getAndUpdate(now -> now | CLOSED);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (running() > 0) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, POLL.toNanos());
        }
        return true;
    }
}
