package org.vitrine.task.local;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.task.TaskRunner;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;

/** What the executor promises: bounded threads, each task once, and an end. */
public class LocalExecutorTest {
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Map<String, CountDownLatch> stops = new ConcurrentHashMap<>();
    private final TaskRunner waiting = new TaskRunner() {
        @Override
        public void run(String id) {
            CountDownLatch stop = stops.computeIfAbsent(id, key -> new CountDownLatch(1));
            begun.add(id);
            try {
                while (released.getCount() > 0 && !stop.await(10, TimeUnit.MILLISECONDS)) {
                    assertFalse(Thread.currentThread().isInterrupted());
                }
            } catch (InterruptedException e) {
                throw new AssertionError("tasks are not interrupted", e);
            }
        }

        @Override
        public void stop(String id) {
            stopped.add(id);
            stops.computeIfAbsent(id, key -> new CountDownLatch(1)).countDown();
        }
    };
    private LocalExecutor executor;

    private LocalExecutor executor(int workers) {
        executor = new LocalExecutor(
                waiting,
                FakeConfiguration.of(LocalExecutorConfig.class)
                        .with("task_pool_threads", workers)
                        .build());
        return executor;
    }

    @After
    public void stop() {
        released.countDown();
        if (executor != null) {
            executor.deactivate();
        }
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(10, TimeUnit.SECONDS);
    }

    @Test
    @Covers("op:IMP-13")
    public void soManyRunAtATime() throws Exception {
        executor(2);
        List.of("a", "b", "c").forEach(executor::submit);
        assertEquals(Set.of("a", "b"), Set.of(next(begun), next(begun)));
        assertTrue(begun.isEmpty());
        released.countDown();
        assertEquals("c", next(begun));
    }

    @Test
    public void aTaskIsNotTakenTwice() throws Exception {
        executor(1);
        executor.submit("a");
        assertEquals("a", next(begun));
        executor.submit("a");
        executor.submit("b");
        executor.submit("b");
        released.countDown();
        assertEquals("b", next(begun));
        executor.submit("c");
        assertEquals("c", next(begun));
        assertTrue(begun.isEmpty());
    }

    @Test
    public void moreThanFitsIsRefused() throws Exception {
        executor(1);
        executor.submit("first");
        assertEquals("first", next(begun));
        for (int i = 0; i < LocalExecutor.WAITING_PER_WORKER; i++) {
            executor.submit("waiting-" + i);
        }
        VitrineException refusal = assertThrows(VitrineException.class, () -> executor.submit("one more"));
        assertEquals(ErrorKind.UNAVAILABLE, refusal.kind());
    }

    @Test
    public void whatIsCancelledStops() throws Exception {
        executor(1);
        executor.submit("runs");
        executor.submit("waits");
        assertEquals("runs", next(begun));
        executor.cancel("waits");
        executor.cancel("runs");
        executor.cancel("unknown");
        assertTrue(stopped.contains("runs"));
        executor.submit("next");
        assertEquals("next", next(begun));
    }

    @Test
    public void theEndStopsWhatRuns() throws Exception {
        executor(1);
        executor.submit("runs");
        assertEquals("runs", next(begun));
        executor.deactivate();
        assertTrue(stopped.contains("runs"));
        assertThrows(VitrineException.class, () -> executor.submit("late"));
    }

    @Test
    public void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> executor(0));
        assertThrows(IllegalArgumentException.class, () -> executor(1001));
    }
}
