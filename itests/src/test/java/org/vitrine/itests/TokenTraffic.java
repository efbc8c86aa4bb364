package org.vitrine.itests;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients whose Keystone comes and goes. They note every answer that is another than it should be; a request that is not
 * answered within {@link #PATIENCE} is one of those.
 */
final class TokenTraffic {
    /** What the test knows about Keystone. Around a change of it either answer is right. */
    enum Keystone {
        THERE,
        AWAY,
        CHANGING
    }

    /** Longer than the server waits for Keystone, shorter than anybody would wait for a server. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Phase(Keystone keystone, List<String> tokens) {}

    private final Cloud cloud;
    private final Clients clients = new Clients();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private volatile Phase phase = new Phase(Keystone.THERE, List.of());

    /** Begins; {@code token} must be one that the server remembers. */
    TokenTraffic(Cloud cloud, String token) {
        this.cloud = cloud;
        clients.start("reads", round -> remembered(200, cloud.request(token, "/v2/images?limit=1")));
        clients.start("records", round -> records(token));
        clients.start("unknown 1", round -> unknownToken());
        clients.start("unknown 2", round -> unknownToken());
        clients.start("nonsense", round -> asked(phase, 401, cloud.request("nonsense", "/v2/images")));
        clients.start("nobody", round -> remembered(401, cloud.request(null, "/v2/images")));
    }

    /** What is known about Keystone from now on, and tokens that it knows and the server does not. */
    void begin(Keystone keystone, List<String> tokens) {
        phase = new Phase(keystone, tokens);
    }

    /** Requests so far that needed no answer of Keystone. */
    long known() {
        return known.get();
    }

    /** Requests so far that needed one. */
    long others() {
        return others.get();
    }

    /** All the statuses that requests with an unknown token were answered with. */
    Set<Integer> seen() {
        return seen;
    }

    private HttpResponse<String> remembered(int status, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = cloud.client().send(request.timeout(PATIENCE));
        if (answer.statusCode() != status) {
            throw new AssertionError(answer + ", " + phase.keystone + ": " + answer.body());
        }
        known.incrementAndGet();
        return answer;
    }

    private void records(String token) throws IOException, InterruptedException {
        String body = "{\"name\": \"traffic\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}";
        HttpResponse<String> created = remembered(
                201,
                cloud.request(token, "/v2/images")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
        String path = created.headers().firstValue("Location").orElseThrow().replaceFirst("^.*/v2", "/v2");
        remembered(200, cloud.request(token, path));
        remembered(204, cloud.request(token, path).DELETE());
    }

    private void unknownToken() throws IOException, InterruptedException {
        Phase before = phase;
        if (before.tokens.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            return;
        }
        int any = ThreadLocalRandom.current().nextInt(before.tokens.size());
        asked(before, 200, cloud.request(before.tokens.get(any), "/v2/images?limit=1"));
    }

    /** A request that needs Keystone: 503 while it is away, and else the status. */
    private void asked(Phase before, int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = cloud.client().send(request.timeout(PATIENCE));
        Keystone keystone = phase == before ? before.keystone : Keystone.CHANGING;
        int found = answer.statusCode();
        boolean right = switch (keystone) {
            case THERE -> found == status;
            case AWAY -> found == 503;
            case CHANGING -> found == status || found == 503;
        };
        if (!right) {
            throw new AssertionError(found + " instead of " + status + ", " + keystone + ": " + answer.body());
        }
        seen.add(found);
        others.incrementAndGet();
    }

    /** What the test does with Keystone meanwhile; then the clients end, and all answers must have been right. */
    void goOnDuring(Clients.Disturbance disturbance) throws Exception {
        clients.goOnDuring(disturbance);
    }
}
