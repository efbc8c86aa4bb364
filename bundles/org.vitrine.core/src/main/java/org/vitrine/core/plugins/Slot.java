package org.vitrine.core.plugins;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drainable;

/**
 * The place of one driver. A lease is one volatile read and one atomic increment while the driver is there; while it is
 * not, callers wait until it comes or until the grace since it left is over (design §5).
 */
final class Slot<T extends Drainable> {
    private final String what;
    private final Supplier<Duration> grace;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile T current;
    private volatile T last;
    private volatile long emptySince;

    /**
     * @param what named in the error when the driver does not come
     * @param grace how long to wait for a driver that left
     */
    Slot(String what, Supplier<Duration> grace) {
        this(what, grace, System::nanoTime);
    }

    /** @param nanoTime a clock as of {@link System#nanoTime} */
    Slot(String what, Supplier<Duration> grace, LongSupplier nanoTime) {
        this.what = what;
        this.grace = grace;
        this.nanoTime = nanoTime;
        emptySince = nanoTime.getAsLong();
    }

    /** A driver is to come, and is waited for like the successor of one that leaves now. */
    void expect() {
        emptySince = nanoTime.getAsLong();
    }

    void set(T driver) {
        lock.lock();
        try {
            current = driver;
            last = driver;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the slot if that driver is in it. */
    void clear(T driver) {
        lock.lock();
        try {
            if (current == driver) {
                current = null;
                emptySince = nanoTime.getAsLong();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The driver that is there now. */
    Optional<T> peek() {
        return Optional.ofNullable(current);
    }

    /** The driver that is there, or that left so short a while ago that its successor is still waited for. */
    Optional<T> recent() {
        T driver = current;
        if (driver != null) {
            return Optional.of(driver);
        }
        boolean waiting = nanoTime.getAsLong() - emptySince < grace.get().toNanos();
        return waiting ? last() : Optional.empty();
    }

    /** The driver that is there or was the last to be; ask it for what never changes, and nothing else. */
    Optional<T> last() {
        return Optional.ofNullable(last);
    }

    Lease<T> lease() {
        T driver = current;
        if (driver != null && driver.drain().tryEnter()) {
            return new Lease<>(driver);
        }
        return await();
    }

    private Lease<T> await() {
        long begin = nanoTime.getAsLong();
        lock.lock();
        try {
            while (true) {
                T driver = current;
                if (driver != null && driver.drain().tryEnter()) {
                    return new Lease<>(driver);
                }
                // A driver that is still in the slot but lets no work in is about to leave: its grace starts now.
                long since = driver == null ? Math.min(emptySince, begin) : begin;
                long left = grace.get().toNanos() - (nanoTime.getAsLong() - since);
                if (left <= 0) {
                    throw new VitrineException(
                            ErrorKind.UNAVAILABLE, "The " + what + " is not available now. Try again later.");
                }
                changed.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The server is going down.", e);
        } finally {
            lock.unlock();
        }
    }
}
