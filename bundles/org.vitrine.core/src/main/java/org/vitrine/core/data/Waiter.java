package org.vitrine.core.data;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Where one thread waits for others. Nobody holds a lock, and to wake nobody costs one look: a belt passes thousands of
 * chunks a second, and seldom does anybody have to wait for the next.
 */
final class Waiter {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile Thread waiting;

    /**
     * Waits for {@link #wake()}, for no more than a second, and not at all when the condition holds already. Whoever makes
     * it hold calls {@link #wake()} afterwards; it can end without cause.
     *
     * @throws VitrineException of kind {@code UNAVAILABLE} when the thread is interrupted, and stays so
     */
    void await(BooleanSupplier condition) {
        Thread thread = Thread.currentThread();
        waiting = thread;
        try {
            if (!condition.getAsBoolean()) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        } finally {
            waiting = null;
        }
        if (thread.isInterrupted()) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The transfer was interrupted.");
        }
    }

    void wake() {
        LockSupport.unpark(waiting);
    }
}
