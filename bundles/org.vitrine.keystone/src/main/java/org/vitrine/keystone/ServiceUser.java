package org.vitrine.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * This server's own standing with Keystone: its token, and the place where tokens are validated. Both are found at the
 * first need, kept, and found again before the token ends or when Keystone no longer takes it (AUTH-17, AUTH-18). Safe
 * for many threads, of which one logs in and the others wait.
 */
public final class ServiceUser {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final ServiceLogin login;
    private final List<String> interfaces;
    private final Optional<String> region;
    private final KeystoneClient client;
    private final Clock clock;
    private final ReentrantLock loggingIn = new ReentrantLock();
    private final AtomicReference<Session> current = new AtomicReference<>();

    /**
     * Connects to nothing yet.
     *
     * @param interfaces which of Keystone's endpoints in the catalog is asked, the first choice first
     * @param region whose endpoint; nothing for any
     */
    public ServiceUser(
            ServiceLogin login, List<String> interfaces, Optional<String> region, KeystoneClient client, Clock clock) {
        this.login = login;
        this.interfaces = List.copyOf(interfaces);
        this.region = region;
        this.client = client;
        this.clock = clock;
    }

    /**
     * A token that Keystone took a moment ago.
     *
     * @param token nothing when none is to be sent
     * @param keystone the root of Keystone's v3 API, where tokens are validated
     * @param renewAt in milliseconds since 1970
     */
    record Session(Optional<String> token, URI keystone, long renewAt) {
        /** Everything but the token. */
        @Override
        public String toString() {
            return "Session at " + keystone;
        }
    }

    /**
     * The answer to a request in the service user's name, whatever its status but 401, of which the first makes a new
     * session.
     *
     * @param request made of the root of the v3 API; the token is added here
     */
    public KeystoneClient.Answer send(Function<URI, HttpRequest.Builder> request, Deadline deadline) {
        Session session = session(deadline);
        KeystoneClient.Answer answer = client.send(signed(request, session), deadline);
        if (answer.status() != 401) {
            return answer;
        }
        drop(session);
        return client.send(signed(request, session(deadline)), deadline);
    }

    private static HttpRequest.Builder signed(Function<URI, HttpRequest.Builder> request, Session session) {
        HttpRequest.Builder signed = request.apply(session.keystone).header("Accept", "application/json");
        session.token().ifPresent(token -> signed.header("X-Auth-Token", token));
        return signed;
    }

    /** A session that is good for now; {@code UNAVAILABLE} when Keystone refuses the service user or does not answer. */
    private Session session(Deadline deadline) {
        Session known = current.get();
        if (usable(known)) {
            return known;
        }
        lock(deadline);
        try {
            known = current.get();
            if (usable(known)) {
                return known;
            }
            Session fresh = open(deadline);
            current.set(fresh);
            return fresh;
        } catch (IllegalArgumentException e) {
            throw Unavailable.because(e); // Keystone named a place that is no URL
        } finally {
            loggingIn.unlock();
        }
    }

    /** Forgets a session that Keystone no longer takes, unless another thread has replaced it already. */
    private void drop(Session session) {
        current.compareAndSet(session, null);
    }

    private boolean usable(Session session) {
        return session != null && clock.millis() < session.renewAt;
    }

    private void lock(Deadline deadline) {
        try {
            if (!loggingIn.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
                throw Unavailable.because("logging in to Keystone takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because(e);
        }
    }

    private Session open(Deadline deadline) {
        VersionDiscovery discovery = new VersionDiscovery(client, deadline);
        URI root = discovery.v3(login.url());
        if (login.request().isEmpty()) {
            return new Session(login.token(), root, Long.MAX_VALUE);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(login.request().get()));
        KeystoneClient.Answer answer = client.send(request, deadline);
        String token = answer.headers().firstValue("X-Subject-Token").orElse("");
        if (answer.status() != 201 || token.isEmpty()) {
            throw Unavailable.because("Keystone answered the service user's login with " + answer.status());
        }
        JsonNode data = answer.json().path("token");
        long renewAt = TokenExpiry.of(data).minus(MARGIN).toEpochMilli();
        ServiceCatalog catalog = new ServiceCatalog(data.path("catalog"));
        String endpoint = interfaces.stream()
                .flatMap(name -> catalog.endpoint("identity", name, region).stream())
                .findFirst()
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.INTERNAL,
                        "The service user's catalog has no identity endpoint for the interface "
                                + String.join(" or ", interfaces)
                                + region.map(name -> " in the region " + name).orElse("")));
        return new Session(Optional.of(token), discovery.v3(URI.create(endpoint)), renewAt);
    }
}
