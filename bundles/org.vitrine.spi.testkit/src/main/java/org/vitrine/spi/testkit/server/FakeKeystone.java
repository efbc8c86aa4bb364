package org.vitrine.spi.testkit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A Keystone over HTTP that fails as a test wants. It counts what it is asked. */
public final class FakeKeystone implements AutoCloseable {
    /** When a token ends that a test says nothing else about. */
    public static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public final AtomicInteger discoveries = new AtomicInteger();
    public final AtomicInteger logins = new AtomicInteger();
    public final AtomicInteger validations = new AtomicInteger();
    /** Request line and the headers that matter, of every validation. */
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /** Bodies of the logins. */
    public final List<String> loginBodies = new CopyOnWriteArrayList<>();

    public volatile Instant serviceTokenExpiry = LATER;
    public volatile String catalog;
    public volatile CountDownLatch gate;
    /** Answers in place of the usual for method and path: a status, with its body after a blank, or null. */
    public volatile BiFunction<String, String, String> instead = (method, path) -> null;

    private volatile String serviceToken = "none-yet";

    public FakeKeystone() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** One on a port that was another's before. */
    public static FakeKeystone on(int port) throws IOException {
        return new FakeKeystone(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    public FakeKeystone(HttpServer server) {
        this.server = server;
        catalog = "[{\"type\":\"identity\",\"name\":\"keystone\",\"endpoints\":["
                + "{\"interface\":\"internal\",\"region\":\"RegionOne\",\"url\":\"" + uri() + "/v3/\"}]}]";
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is, without a version. */
    public URI uri() {
        String scheme = server instanceof com.sun.net.httpserver.HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on it knows the token; the details are JSON members of the token that replace the usual ones. */
    public FakeKeystone know(String token, String... details) {
        return know(token, LATER, details);
    }

    public FakeKeystone know(String token, Instant expires, String... details) {
        String usual = "\"expires_at\":\"" + expires + "\",\"methods\":[\"password\"],"
                + "\"user\":{\"id\":\"u1\",\"name\":\"alice\",\"domain\":{\"id\":\"d1\",\"name\":\"Dom\"}},"
                + "\"project\":{\"id\":\"p1\",\"name\":\"proj\",\"domain\":{\"id\":\"d2\",\"name\":\"Dom2\"}},"
                + "\"roles\":[{\"id\":\"r1\",\"name\":\"Member\"},{\"id\":\"r2\",\"name\":\"reader\"}],"
                + "\"is_admin_project\":false,\"catalog\":" + catalog;
        tokens.put(token, "{\"token\":{" + usual + (details.length == 0 ? "" : ",") + String.join(",", details) + "}}");
        return this;
    }

    public FakeKeystone forget(String token) {
        tokens.remove(token);
        return this;
    }

    /** The service user's token is worth nothing any more. */
    public void revokeServiceToken() {
        serviceToken = "revoked";
    }

    /** Requests wait from now on, until the latch that is returned falls. */
    public CountDownLatch hang() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public void close() {
        CountDownLatch waiting = gate;
        if (waiting != null) {
            waiting.countDown();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            count(exchange, method, path, body);
            await(gate);
            String other = instead.apply(method, path);
            if (other != null) {
                send(exchange, other);
            } else if (method.equals("POST") && path.equals("/v3/auth/tokens")) {
                serviceToken = "service-token-" + logins.get();
                exchange.getResponseHeaders().add("X-Subject-Token", serviceToken);
                send(
                        exchange,
                        "201 {\"token\":{\"expires_at\":\"" + serviceTokenExpiry + "\",\"catalog\":" + catalog + "}}");
            } else if (method.equals("GET") && path.equals("/v3/auth/tokens")) {
                send(exchange, validate(exchange));
            } else {
                send(
                        exchange,
                        "300 {\"versions\":{\"values\":["
                                + "{\"id\":\"v2.0\",\"links\":[{\"rel\":\"self\",\"href\":\"" + uri() + "/v2.0/\"}]},"
                                + "{\"id\":\"v3.14\",\"links\":[{\"rel\":\"self\",\"href\":\"" + uri()
                                + "/v3/\"}]}]}}");
            }
        }
    }

    private void count(HttpExchange exchange, String method, String path, String body) {
        if (!path.equals("/v3/auth/tokens")) {
            discoveries.incrementAndGet();
        } else if (method.equals("POST")) {
            logins.incrementAndGet();
            loginBodies.add(body);
        } else {
            validations.incrementAndGet();
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Auth-Token") + " "
                    + exchange.getRequestHeaders().getFirst("X-Subject-Token") + " "
                    + exchange.getRequestHeaders().getFirst("OpenStack-Identity-Access-Rules"));
        }
    }

    private String validate(HttpExchange exchange) {
        if (!serviceToken.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            return "401 {\"error\":{\"code\":401}}";
        }
        String known = tokens.get(exchange.getRequestHeaders().getFirst("X-Subject-Token"));
        return known == null ? "404 {\"error\":{\"code\":404}}" : "200 " + known;
    }

    private void await(CountDownLatch latch) throws IOException {
        if (latch == null) {
            return;
        }
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IOException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        int blank = answer.indexOf(' ');
        int status = Integer.parseInt(blank < 0 ? answer : answer.substring(0, blank));
        byte[] body = answer.substring(blank < 0 ? answer.length() : blank + 1).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
