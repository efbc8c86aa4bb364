package org.vitrine.spi.testkit.task;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.task.TaskExecutor;

/** Takes tasks and runs none, or refuses them. Safe for many threads. */
public final class FakeTaskExecutor implements TaskExecutor {
    private final List<String> submitted = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();
    private final Drain drain = new Drain();
    private volatile boolean full;

    /** From now on every task is refused, because too many wait. */
    public void fill() {
        full = true;
    }

    /** The tasks that were taken, in order. */
    public List<String> submitted() {
        return List.copyOf(submitted);
    }

    /** The tasks that were to stop, in order. */
    public List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    @Override
    public void submit(String taskId) {
        if (full) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Too many tasks are waiting. Try again later.");
        }
        submitted.add(taskId);
    }

    @Override
    public void cancel(String taskId) {
        cancelled.add(taskId);
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
