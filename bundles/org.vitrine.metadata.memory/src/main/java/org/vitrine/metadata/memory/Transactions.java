package org.vitrine.metadata.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One piece of work at a time; what a failed one did is undone. */
final class Transactions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** Does the work alone. Nested work joins: it is undone when the outermost fails. */
    <T> T run(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            if (lock.getHoldCount() == 1) {
                undo.clear();
            }
            return result;
        } catch (RuntimeException | Error e) {
            if (lock.getHoldCount() == 1) {
                while (!undo.isEmpty()) {
                    undo.pop().run();
                }
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Remembers how to undo a step of the running work. */
    void onFailure(Runnable step) {
        undo.push(step);
    }
}
