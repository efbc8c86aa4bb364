package org.vitrine.policy.oslo.remote;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.outbound.TlsSettings;
import org.vitrine.policy.oslo.language.RemoteJudge;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * Asks policy servers over HTTP (POL-9). Redirects are not followed: they would carry the caller's identity elsewhere.
 * Safe for many threads; nothing runs and nothing is connected before the first question.
 */
public final class PolicyServers implements RemoteJudge, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyServers.class);
    private static final int WORKERS = 4;
    private static final int IDLE_SECONDS = 30;

    private final RemoteOptions options;
    private final Optional<SSLContext> tls;
    private final ThreadPoolExecutor workers;
    private HttpClient http;

    /**
     * Reads the files of the options.
     *
     * @throws IllegalArgumentException with the key in the message when one cannot be used
     */
    public PolicyServers(RemoteOptions options) {
        this.options = options;
        tls = new TlsSettings(!options.verify(), options.authorities(), options.certificate(), options.key()).context();
        AtomicInteger count = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "vitrine-policy-oslo-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public boolean permits(URI server, String rule, RequestContext caller, PolicyTarget target) {
        HttpRequest request = HttpRequest.newBuilder(server)
                .header("Content-Type", options.json() ? "application/json" : "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body(new Inquiry(rule, caller, target))))
                .build();
        HttpResponse<String> answer = answer(request);
        boolean good = answer.statusCode() / 100 == 2;
        return good && stripped(answer.body()).equals("True");
    }

    /** Ends the threads. Questions that run may fail. */
    @Override
    public void close() {
        workers.shutdown();
    }

    private String body(Inquiry inquiry) {
        if (options.json()) {
            return inquiry.whole();
        }
        return "rule=" + encoded(inquiry.rule()) + "&target=" + encoded(inquiry.target()) + "&credentials="
                + encoded(inquiry.credentials());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> answer(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> call = null;
        try {
            call = http().sendAsync(request, head -> new ShortAnswer());
            return call.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(request.uri(), e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw unavailable(request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(request.uri(), e);
        } finally {
            if (call != null) {
                call.cancel(true);
            }
        }
    }

    private static VitrineException unavailable(URI server, Throwable cause) {
        LOG.warn("Policy server {} gave no answer: {}", server.getAuthority(), cause.toString());
        return new VitrineException(ErrorKind.UNAVAILABLE, "A policy server gave no answer", cause);
    }

    private static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '"') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '"') {
            end--;
        }
        return text.substring(start, end);
    }

    /** Made at the first call, since making it starts a thread, which ends when nobody refers to the client any more. */
    private synchronized HttpClient http() {
        if (http == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.timeout())
                    .executor(workers);
            tls.ifPresent(builder::sslContext);
            http = builder.build();
        }
        return http;
    }
}
