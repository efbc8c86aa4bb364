package org.vitrine.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends calls and waits for answers, on the calling thread; safe for many. Threads and connections come with the first
 * call, not with the object.
 */
public final class OutboundHttp implements AutoCloseable {
    private static final Set<Integer> NOT_NOW = Set.of(429, 500, 502, 503, 504);
    private static final int WORKERS = 4;
    private static final Duration WORKER_IDLE = Duration.ofSeconds(10);
    private static final Duration CONTINUE_WAIT = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final OutboundOptions options;
    private final ThreadPoolExecutor workers;
    private HttpClient http;
    private volatile boolean continueIgnored;

    /** @param options how calls are made */
    public OutboundHttp(OutboundOptions options) {
        this.options = options;
        AtomicInteger count = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, WORKER_IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, options.name() + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * The answer, whatever its status, once its headers are there. A call that reached nobody, or was answered with 429
     * or a passing failure of the server, is sent again after a pause, unless something was taken of a body that can be
     * had only once; a call that stalled is not.
     *
     * @throws HttpTimeoutException when the peer stopped moving
     * @throws InterruptedIOException when the thread was interrupted, and still is
     * @throws IOException when there is no connection, or it broke
     * @throws RuntimeException what the body's source threw
     */
    public Answer send(Call call) throws IOException {
        for (int left = options.attempts() - 1; ; left--) {
            Attempt attempt = new Attempt(call);
            try {
                Answer answer = attempt.answer();
                if (!NOT_NOW.contains(answer.status()) || left <= 0 || !attempt.repeatable()) {
                    return answer;
                }
                answer.close();
                pause(left, answer);
            } catch (HttpTimeoutException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                boolean unknown = call.countsEachTime() && !(e.getCause() instanceof ConnectException);
                if (left <= 0 || unknown || !attempt.repeatable()) {
                    throw e;
                }
                pause(left, null);
            }
        }
    }

    /** Ends the threads. Calls that run may fail; there can be no more. */
    @Override
    public void close() {
        workers.shutdown();
    }

    private final class Attempt {
        private final Call call;
        private Pump pump;

        Attempt(Call call) {
            this.call = call;
        }

        boolean repeatable() {
            return call.body().repeatable() || pump == null || !pump.started();
        }

        Answer answer() throws IOException {
            boolean asks = call.expectsContinue() && !continueIgnored;
            try {
                return answer(asks);
            } catch (Pump.NoContinue e) {
                continueIgnored = true;
                return answer(false);
            }
        }

        private Answer answer(boolean asks) throws IOException {
            Pump feeding = new Pump(call.body());
            pump = feeding;
            CompletableFuture<HttpResponse<AnswerBody>> answer = start(request(asks));
            answer.whenComplete((response, failure) -> feeding.answered());
            boolean done = false;
            try {
                if (asks) {
                    feeding.awaitWish(CONTINUE_WAIT);
                }
                feeding.run(options.stallTimeout(), call.patience().orElse(options.stallTimeout()));
                HttpResponse<AnswerBody> response = answer.get();
                done = true;
                return asks && !feeding.started()
                        ? refusal(response)
                        : new Answer(response.statusCode(), response.headers(), response.body());
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                if (!done) {
                    answer.cancel(true);
                    answer.thenAccept(late -> late.body().close());
                }
            }
        }

        /** Java 17 never delivers the body of an answer that came instead of "100 Continue" (mended in 19). */
        private Answer refusal(HttpResponse<AnswerBody> response) {
            response.body().close();
            AnswerBody nothing = new AnswerBody(options.stallTimeout());
            nothing.onComplete();
            return new Answer(response.statusCode(), response.headers(), nothing);
        }

        private HttpRequest request(boolean asks) {
            HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri()).method(call.method(), publisher());
            if (!call.headers().isEmpty()) {
                builder.headers(call.headers().toArray(new String[0]));
            }
            return asks ? builder.expectContinue(true).build() : builder.build();
        }

        private HttpRequest.BodyPublisher publisher() {
            if (call.body().empty()) {
                return HttpRequest.BodyPublishers.noBody();
            }
            return call.body().length().isPresent()
                    ? HttpRequest.BodyPublishers.fromPublisher(
                            pump, call.body().length().getAsLong())
                    : HttpRequest.BodyPublishers.fromPublisher(pump);
        }
    }

    private CompletableFuture<HttpResponse<AnswerBody>> start(HttpRequest request) throws IOException {
        try {
            return http().sendAsync(request, head -> new AnswerBody(options.stallTimeout()));
        } catch (RejectedExecutionException e) {
            throw new IOException("this driver has been stopped", e);
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof HttpTimeoutException timeout) {
            return timeout;
        }
        return new IOException("the peer was not reached, or broke off", cause);
    }

    private void pause(int attemptsLeft, Answer answer) throws InterruptedIOException {
        long pause = Math.min(
                LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(16, options.attempts() - 1 - attemptsLeft));
        pause = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        if (answer != null) {
            pause = Math.max(pause, asked(answer));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The seconds of {@code Retry-After}, as far as we are willing to wait. */
    private static long asked(Answer answer) {
        String seconds = answer.header("Retry-After").orElse("0");
        return seconds.matches("\\d{1,4}") ? Math.min(LONGEST_PAUSE_MILLIS, Long.parseLong(seconds) * 1000) : 0;
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("interrupted while waiting for a peer");
        failure.initCause(cause);
        return failure;
    }

    /** Made at the first call, since making it starts a thread, which ends when nobody refers to the client any more. */
    private synchronized HttpClient http() {
        if (http == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.connectTimeout())
                    .executor(workers);
            options.tls().ifPresent(builder::sslContext);
            options.proxy().ifPresent(builder::proxy);
            http = builder.build();
        }
        return http;
    }
}
