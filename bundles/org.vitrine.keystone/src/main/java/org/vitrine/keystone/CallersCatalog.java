package org.vitrine.keystone;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Asks Keystone for the catalog of a caller's own token. Safe for many threads. */
public final class CallersCatalog {
    private final KeystoneClient client;
    private final Outage outage;
    private final URI keystone;
    private final AtomicReference<URI> root = new AtomicReference<>();

    /**
     * Connects to nothing yet.
     *
     * @param outage the client's own
     * @param keystone where it is, with or without the version
     */
    public CallersCatalog(KeystoneClient client, Outage outage, URI keystone) {
        this.client = client;
        this.outage = outage;
        this.keystone = keystone;
    }

    /**
     * The catalog of a token. {@code FORBIDDEN} when Keystone refuses the token, {@code UNAVAILABLE} when it does not
     * answer in time or says nothing useful.
     */
    public ServiceCatalog of(String token, Deadline deadline) {
        return outage.guard(() -> ask(token, deadline));
    }

    private ServiceCatalog ask(String token, Deadline deadline) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(v3(deadline) + "/auth/catalog"))
                .header("Accept", "application/json")
                .header("X-Auth-Token", token);
        KeystoneClient.Answer answer = client.send(request, deadline);
        if (answer.status() == 401 || answer.status() == 403) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Keystone refuses the caller's token");
        }
        if (answer.status() != 200) {
            throw Unavailable.because("Keystone answered " + answer.status() + " when asked for a catalog");
        }
        return new ServiceCatalog(answer.json().path("catalog"));
    }

    /** Found once: where it is does not depend on who asks. */
    private URI v3(Deadline deadline) {
        URI known = root.get();
        if (known != null) {
            return known;
        }
        try {
            URI found = new VersionDiscovery(client, deadline).v3(keystone);
            root.set(found);
            return found;
        } catch (IllegalArgumentException e) {
            throw Unavailable.because(e); // Keystone named a place that is no URL
        }
    }
}
