package org.vitrine.property.rules;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyEnforcer;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * The policy engine of the moment. Work enters its drain, so an engine that leaves is not asked any more; whoever asks
 * then waits for its successor, as long as one that left could still be on its way.
 */
final class PolicyReference implements Policies {
    private final Duration grace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile PolicyEnforcer engine;
    private long emptySince = System.nanoTime();

    /** @param grace how long an engine that left is waited for */
    PolicyReference(Duration grace) {
        this.grace = grace;
    }

    void set(PolicyEnforcer arrived) {
        lock.lock();
        try {
            engine = arrived;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the place if that engine is in it. */
    void clear(PolicyEnforcer left) {
        lock.lock();
        try {
            if (engine == left) {
                engine = null;
                emptySince = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean allow(RequestContext context, String rule) {
        PolicyEnforcer candidate = engine;
        PolicyEnforcer entered = enter(candidate) ? candidate : await();
        if (entered == null) {
            return false;
        }
        try {
            return entered.decide(context, rule, PolicyTarget.NONE) == Decision.ALLOWED;
        } finally {
            entered.drain().leave();
        }
    }

    private static boolean enter(PolicyEnforcer candidate) {
        return candidate != null && candidate.drain().tryEnter();
    }

    /** An engine that was entered, or null. */
    private PolicyEnforcer await() {
        long begin = System.nanoTime();
        lock.lock();
        try {
            while (true) {
                PolicyEnforcer candidate = engine;
                if (enter(candidate)) {
                    return candidate;
                }
                // An engine that is still here but lets nobody in is about to leave: its grace starts now.
                long since = candidate == null ? Math.min(emptySince, begin) : begin;
                long left = grace.toNanos() - (System.nanoTime() - since);
                if (left <= 0) {
                    return null;
                }
                changed.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }
}
