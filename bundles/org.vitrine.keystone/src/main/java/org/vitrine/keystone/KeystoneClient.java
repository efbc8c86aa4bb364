package org.vitrine.keystone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Calls Keystone over HTTP, again where it was not reached, never longer than a deadline (AUTH-4, AUTH-19). Redirects
 * are not followed: they would carry tokens elsewhere. Safe for many threads.
 */
public final class KeystoneClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final int WORKERS = 4;
    private static final Duration WORKER_IDLE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Optional<SSLContext> tls;
    private final Optional<Duration> callTimeout;
    private final int retries;
    private final Outage outage;
    private final ThreadPoolExecutor workers;
    private HttpClient http;

    /**
     * @param threads how the threads are named, without the number at the end
     * @param tls how to trust, or nothing for what the Java runtime trusts
     * @param callTimeout how long one call may take within the deadline
     * @param retries how often a call is made again when Keystone was not reached
     */
    public KeystoneClient(
            String threads, Optional<SSLContext> tls, Optional<Duration> callTimeout, int retries, Outage outage) {
        this.tls = tls;
        this.callTimeout = callTimeout;
        this.retries = retries;
        this.outage = outage;
        AtomicInteger count = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, WORKER_IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threads + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** What Keystone said. */
    public record Answer(int status, HttpHeaders headers, String body) {
        /** The body, which must be a JSON object. */
        public JsonNode json() {
            try {
                JsonNode document = JSON.readTree(body);
                if (document == null || !document.isObject()) {
                    throw Unavailable.because("Keystone's answer is no JSON object");
                }
                return document;
            } catch (JsonProcessingException e) {
                throw Unavailable.because("Keystone's answer is no JSON"); // the cause would quote the body
            }
        }

        /** Everything but what may be secret. */
        @Override
        public String toString() {
            return "Answer " + status;
        }
    }

    /** The answer, whatever its status; {@code UNAVAILABLE} when there is none in time. */
    public Answer send(HttpRequest.Builder request, Deadline deadline) {
        try {
            HttpResponse<String> response = attempts(request.build(), deadline);
            outage.answered();
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because(e);
        } catch (IOException e) {
            outage.silent(e);
            throw Unavailable.because(e);
        }
    }

    /** Ends the threads. Calls that run may fail. */
    public void close() {
        workers.shutdown();
    }

    private HttpResponse<String> attempts(HttpRequest request, Deadline deadline) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int left = outage.lasts() ? 0 : retries; ; left--) {
            try {
                return attempt(request, deadline);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (left <= 0 || deadline.left() < pause.toNanos()) {
                    throw e;
                }
                pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private HttpResponse<String> attempt(HttpRequest request, Deadline deadline) throws IOException {
        long wait = Math.min(deadline.left(), callTimeout.map(Duration::toNanos).orElse(Long.MAX_VALUE));
        CompletableFuture<HttpResponse<String>> call = start(request);
        try {
            return call.get(wait, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("Keystone was not reached", e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new IOException("Keystone did not answer in time", e);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw interrupted(e);
        }
    }

    private CompletableFuture<HttpResponse<String>> start(HttpRequest request) throws IOException {
        try {
            return http().sendAsync(request, head -> new BoundedText(MAX_ANSWER_BYTES));
        } catch (RejectedExecutionException e) {
            throw new IOException("this driver has been stopped", e);
        }
    }

    private static void pause(Duration pause) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        InterruptedIOException failure = new InterruptedIOException("interrupted while waiting for Keystone");
        failure.initCause(cause);
        return failure;
    }

    /** Made at the first call, since making it starts a thread, which ends when nobody refers to the client any more. */
    private synchronized HttpClient http() {
        if (http == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(workers);
            tls.ifPresent(builder::sslContext);
            callTimeout.ifPresent(builder::connectTimeout);
            http = builder.build();
        }
        return http;
    }
}
