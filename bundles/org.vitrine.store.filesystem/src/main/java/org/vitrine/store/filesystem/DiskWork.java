package org.vitrine.store.filesystem;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** One piece of work at a time that the disk does while the next bytes come. For one thread. */
final class DiskWork {
    private final Executor executor;
    private FutureTask<Void> running;

    DiskWork(Executor executor) {
        this.executor = executor;
    }

    /** Whether it still works. */
    boolean busy() {
        return running != null && !running.isDone();
    }

    /** Begins the next piece; the one before was joined. */
    void start(Callable<Void> work) {
        running = new FutureTask<>(work);
        try {
            executor.execute(running);
        } catch (RejectedExecutionException e) {
            // The store is being replaced and this write outlived its patience: then nothing is done beside it.
            running.run();
        }
    }

    /**
     * Waits for the piece that runs, if any. A disk tells of a lost write once, to whoever syncs next: so a failure here
     * is a failure of the whole file, even if a later sync succeeds.
     */
    void join() throws IOException {
        if (running == null) {
            return;
        }
        try {
            running.get();
            running = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the disk was busy", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Waits for the piece that runs, if any, come what may: nobody uses the file or the bytes any more after that. */
    void settle() {
        boolean interrupted = false;
        while (busy()) {
            try {
                join();
            } catch (IOException e) {
                // Either it has failed, which whoever joined was told, or the wait was interrupted: then it goes on.
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
