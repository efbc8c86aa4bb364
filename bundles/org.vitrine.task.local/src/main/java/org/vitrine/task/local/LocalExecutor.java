package org.vitrine.task.local;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.task.TaskExecutor;
import org.vitrine.spi.task.TaskRunner;

/** Runs tasks on threads of its own. A task that it has already is not taken twice. */
@Component(
        service = TaskExecutor.class,
        configurationPid = "org.vitrine.task.local",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LocalExecutorConfig.class)
@Driver("local")
public final class LocalExecutor implements TaskExecutor {
    /** So many may wait for each thread. */
    static final int WAITING_PER_WORKER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(LocalExecutor.class);
    private static final int MOST_WORKERS = 1000;
    private static final long IDLE_SECONDS = 60;

    private final Drain drain = new Drain();
    private final TaskRunner runner;
    private final Map<String, Running> tasks = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /** Starts no thread before there is a task. */
    @Activate
    public LocalExecutor(@Reference TaskRunner runner, LocalExecutorConfig config) {
        int workers = config.task_pool_threads();
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("task.pool.threads must be 1 to " + MOST_WORKERS + ", not " + workers);
        }
        this.runner = runner;
        threads = new ThreadPoolExecutor(
                workers,
                workers,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(workers * WAITING_PER_WORKER),
                work -> {
                    Thread thread = new Thread(work, "vitrine-task-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        LOG.info("Task executor local is ready (org.vitrine.task.local): {} threads", workers);
    }

    @Override
    public void submit(String taskId) {
        Running task = new Running(taskId);
        if (tasks.putIfAbsent(taskId, task) != null) {
            return;
        }
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            tasks.remove(taskId, task);
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Too many tasks are waiting. Try again later.", e);
        }
    }

    @Override
    public void cancel(String taskId) {
        Running task = tasks.get(taskId);
        if (task == null) {
            return;
        }
        // One that waits is taken out of the queue; one that a thread has takes itself out of the map when it has
        // ended.
        if (threads.remove(task)) {
            tasks.remove(taskId, task);
        }
        task.stop();
    }

    /** A task that waits or runs. */
    private final class Running implements Runnable {
        private final String id;
        private volatile boolean stopped;

        Running(String id) {
            this.id = id;
        }

        @Override
        public void run() {
            try {
                if (!stopped) {
                    runner.run(id);
                }
            } finally {
                tasks.remove(id, this);
            }
        }

        void stop() {
            stopped = true;
            runner.stop(id);
        }
    }

    @Override
    public Drain drain() {
        return drain;
    }

    /** Stops what runs, and waits for it for a while: it is taken up again elsewhere, or at the next start. */
    @Deactivate
    void deactivate() {
        drain.close(DRAIN_TIMEOUT);
        threads.shutdown();
        threads.getQueue().clear();
        tasks.values().forEach(Running::stop);
        try {
            if (!threads.awaitTermination(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} tasks did not stop when they were told to", threads.getActiveCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
