package org.vitrine.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Feeds the body of one request, on the thread that sends it, and waits for the answer. The clock runs only while the
 * peer is to move: never while the body's own source makes everybody wait.
 */
final class Pump implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    /** The peer was asked whether it wants the body, and says nothing. */
    static final class NoContinue extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Body.Chunks chunks;
    private Flow.Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean cancelled;
    private boolean answered;
    private boolean started;
    private boolean finished;

    Pump(Body body) {
        chunks = body.open();
        finished = body.empty();
    }

    /** Whether anything was taken from the body. */
    boolean started() {
        return started;
    }

    /** An answer came, or a failure: ends {@link #run}. */
    synchronized void answered() {
        answered = true;
        notifyAll();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> wanting) {
        synchronized (this) {
            subscriber = wanting;
        }
        wanting.onSubscribe(this);
    }

    @Override
    public synchronized void request(long count) {
        demand = Math.max(demand, demand + count);
        notifyAll();
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    /** Waits until the peer wants the body, or answers without it. */
    void awaitWish(Duration longest) throws IOException {
        synchronized (this) {
            long deadline = System.nanoTime() + longest.toNanos();
            while (demand == 0 && !answered) {
                if (!pause(deadline)) {
                    throw new NoContinue();
                }
            }
        }
    }

    /**
     * Returns when there is an answer or a failure.
     *
     * @param stall how long the peer may take nothing
     * @param patience how long it may think once it has everything
     * @throws HttpTimeoutException when it takes longer
     */
    void run(Duration stall, Duration patience) throws IOException {
        while (awaitDemand(stall, patience)) {
            started = true;
            ByteBuffer chunk = chunks.next();
            if (chunk == null) {
                finished = true;
                subscriber.onComplete();
            } else {
                subscriber.onNext(chunk);
            }
        }
    }

    /** False when there is nothing more to do. */
    private synchronized boolean awaitDemand(Duration stall, Duration patience) throws IOException {
        Duration limit = finished ? patience : stall;
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answered && (demand == 0 || cancelled || finished)) {
            if (!pause(deadline)) {
                String what = finished ? "gave no answer" : "took nothing";
                throw new HttpTimeoutException("the peer " + what + " for " + limit.toSeconds() + " s");
            }
        }
        demand--;
        return !answered;
    }

    /** False when the deadline has passed. */
    private boolean pause(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for a peer");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
