package org.vitrine.store.s3;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Sending one part, on a thread of its own or on that of the upload. Unlike a future it tells when the work has really
 * ended, also when it was cancelled.
 */
final class PartRequest implements Runnable {
    private final Supplier<String> work;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Guarded by this, as is what follows. */
    private Thread runner;

    private boolean cancelled;
    private String tag;
    private RuntimeException failure;

    /** @param work sends the part and returns its tag */
    PartRequest(Supplier<String> work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            if (begin()) {
                end(work.get(), null);
            }
        } catch (RuntimeException e) {
            end(null, e);
        } finally {
            ended.countDown();
        }
    }

    private synchronized boolean begin() {
        runner = Thread.currentThread();
        return !cancelled;
    }

    private synchronized void end(String result, RuntimeException thrown) {
        tag = result;
        failure = thrown;
        runner = null;
        if (cancelled) {
            Thread.interrupted(); // it was meant for the part, and not for what the thread does next
        }
    }

    /** The part's tag, or what went wrong; waits for it. */
    String await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the transfer was interrupted", e);
        }
        return result();
    }

    private synchronized String result() {
        if (failure instanceof VitrineException known) {
            throw new VitrineException(known.kind(), known.getMessage(), known);
        }
        if (failure != null) {
            throw new VitrineException(ErrorKind.INTERNAL, "a part of the data could not be sent", failure);
        }
        return tag;
    }

    /** Lets it come to its end, well or not; false when it does not within that time. */
    boolean endsWithin(long seconds) throws InterruptedException {
        return ended.await(seconds, TimeUnit.SECONDS);
    }

    /** Makes it end; false when it does not within that time. */
    boolean cancel(long seconds) throws InterruptedException {
        synchronized (this) {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
        return endsWithin(seconds);
    }
}
