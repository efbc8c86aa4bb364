package org.vitrine.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each do their work over and over until they are told to stop, and note everything that fails. */
final class Clients {
    private static final long PATIENCE_SECONDS = 180;
    private static final int FAILURES_TOLD = 20;

    /** What a client does. */
    interface Work {
        /** Once more; an {@link AssertionError} for a wrong answer. */
        void once(long round) throws IOException, InterruptedException;
    }

    /** What happens while they work. */
    interface Disturbance {
        /** Returns when it is over. */
        void happen() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<AtomicLong> rounds = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    /** Another client begins. */
    void start(String name, Work work) {
        AtomicLong well = new AtomicLong();
        Thread thread = new Thread(() -> repeat(name, work, well), "traffic " + name);
        rounds.add(well);
        threads.add(thread);
        thread.start();
    }

    /** Two more, which do the same. */
    Clients startTwo(Work work) {
        start("one", work);
        start("another", work);
        return this;
    }

    private void repeat(String name, Work work, AtomicLong well) {
        for (long round = 0; !stopping; round++) {
            try {
                work.once(round);
                well.incrementAndGet();
            } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(name + ", round " + round + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Lets something happen when each of them is at work, and ends them after it: none of them may have noticed. */
    void goOnDuring(Disturbance disturbance) throws Exception {
        try {
            awaitRounds(1);
            disturbance.happen();
        } catch (Exception | AssertionError e) {
            e.addSuppressed(new AssertionError("of the clients failed: " + stop()));
            throw e;
        }
        assertEquals(List.of(), stop());
    }

    /** Waits until each of them has done its work so many more times, and all went well. */
    void awaitRounds(int more) {
        List<Long> wanted = rounds.stream().map(each -> each.get() + more).toList();
        AbstractContainerIT.await("clients go on", PATIENCE_SECONDS, () -> {
            for (int i = 0; i < wanted.size(); i++) {
                if (rounds.get(i).get() < wanted.get(i)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Ends them after the work in hand; what failed in all that time. */
    private List<String> stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(2));
            if (thread.isAlive()) {
                failures.add(thread.getName() + " does not end");
            }
        }
        return failures.stream().limit(FAILURES_TOLD).toList();
    }
}
