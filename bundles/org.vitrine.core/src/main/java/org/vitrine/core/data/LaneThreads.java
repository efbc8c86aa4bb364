package org.vitrine.core.data;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The threads of the lanes: as many as run at the same time, kept for a while. A transfer with hashes beside the copy
 * keeps two processors busy, so half as many may do so as there are processors: more threads would only take each other's
 * place, and the processors' caches.
 */
@Component(service = LaneThreads.class)
public final class LaneThreads {
    private static final long KEEP_SECONDS = 30;

    private final Semaphore places;
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "vitrine-core-lane-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    /** No thread is started before there is work. */
    @Activate
    public LaneThreads() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    LaneThreads(int places) {
        this.places = new Semaphore(places);
    }

    /** Takes a place for a transfer's hashes, if one is free; it is given back by {@link #leave()}. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    void run(Runnable lane) {
        executor.execute(lane);
    }

    /** Ends the idle threads; lanes that work end with their transfers. */
    @Deactivate
    void stop() {
        executor.shutdown();
    }
}
