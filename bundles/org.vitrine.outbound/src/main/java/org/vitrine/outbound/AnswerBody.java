package org.vitrine.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Hands a body on as it comes, holding a few hundred KiB at most: the network is asked for more only as the reader takes
 * what is there. One thread reads; any may close.
 */
final class AnswerBody implements HttpResponse.BodySubscriber<AnswerBody>, ReadableByteChannel {
    /** Deliveries on their way or waiting; the runtime makes each of them 16 KiB at most. */
    private static final int AHEAD = 16;

    private record Piece(ByteBuffer bytes, boolean endsDelivery) {}

    private final Duration stall;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private Flow.Subscription subscription;
    private boolean ended;
    private Throwable failure;
    private boolean closed;

    AnswerBody(Duration stall) {
        this.stall = stall;
    }

    @Override
    public CompletionStage<AnswerBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        boolean late;
        synchronized (this) {
            subscription = source;
            late = closed;
        }
        if (late) {
            source.cancel();
        } else {
            source.request(AHEAD);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> delivery) {
        if (closed) {
            return;
        }
        for (int i = 0; i < delivery.size(); i++) {
            waiting.add(new Piece(delivery.get(i), i == delivery.size() - 1));
        }
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable cause) {
        failure = cause;
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        int before = target.position();
        while (target.position() == before) {
            if (!awaitPiece()) {
                return -1;
            }
            take(target);
        }
        return target.position() - before;
    }

    /** Takes what is there without waiting, and asks for as much anew. */
    private void take(ByteBuffer target) {
        int deliveries = 0;
        synchronized (this) {
            while (!waiting.isEmpty()
                    && (target.hasRemaining() || !waiting.peek().bytes.hasRemaining())) {
                ByteBuffer bytes = waiting.peek().bytes;
                int count = Math.min(bytes.remaining(), target.remaining());
                target.put(bytes.slice(bytes.position(), count));
                bytes.position(bytes.position() + count);
                if (!bytes.hasRemaining() && waiting.remove().endsDelivery) {
                    deliveries++;
                }
            }
        }
        if (deliveries > 0) {
            subscription.request(deliveries);
        }
    }

    /** False at the end. */
    private synchronized boolean awaitPiece() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        long deadline = System.nanoTime() + stall.toNanos();
        while (waiting.isEmpty() && !ended && !closed) {
            pause(deadline);
        }
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (waiting.isEmpty() && failure != null) {
            throw new IOException("the peer broke off its answer", failure);
        }
        return !waiting.isEmpty();
    }

    private void pause(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new HttpTimeoutException("the peer sent nothing for " + stall.toSeconds() + " s");
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while reading an answer");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        Flow.Subscription dropped;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            dropped = ended ? null : subscription;
            waiting.clear();
            notifyAll();
        }
        if (dropped != null) {
            dropped.cancel();
        }
    }
}
