package org.vitrine.store.swift;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.spi.store.BlobName;

/**
 * Data in the account of whoever calls, in a container for each image (STORE-SWIFT-40). A location may name the account
 * of another project, which Swift allows or not; the caller's token goes to nobody but the Swift that the configuration
 * or the caller's catalog names.
 */
final class CallersTenant implements Tenancy {
    private final OutboundHttp http;
    private final Optional<Access> caller;
    private final String container;
    private final Duration patience;

    /**
     * @param caller absent for the server's own work, which can do nothing here
     * @param container what the names of containers begin with
     */
    CallersTenant(OutboundHttp http, Optional<Access> caller, String container, Duration patience) {
        this.http = http;
        this.caller = caller;
        this.container = container;
        this.patience = patience;
    }

    private Access access() {
        return caller.orElseThrow(() -> new VitrineException(
                ErrorKind.UNAVAILABLE, "the image lies in its project's account, which only a user of it can reach"));
    }

    @Override
    public Place place(BlobName name) {
        var client = new SwiftClient(http, access());
        return new Place(new SwiftContainer(client, containerOf(name.value()), patience), name.value());
    }

    private String containerOf(String name) {
        return container + "_" + name;
    }

    @Override
    public String url(BlobName name) {
        URI storage = access().session().storage();
        return new SwiftLocation(
                        storage.getScheme().equalsIgnoreCase("http") ? "swift+http" : "swift+https",
                        Optional.empty(),
                        SwiftAccount.bare(storage.toString()),
                        containerOf(name.value()),
                        name.value())
                .url();
    }

    @Override
    public boolean owns(SwiftLocation location) {
        return !location.isReference()
                && location.credentials().isEmpty()
                && location.container().equals(containerOf(location.object()));
    }

    @Override
    public Place find(SwiftLocation location) {
        if (location.isReference() || location.credentials().isPresent()) {
            throw new VitrineException(ErrorKind.INVALID, "the location is none of a project's own account");
        }
        URI storage = Endpoints.address(location.addressScheme() + location.address());
        Access access = new Elsewhere(access(), storage);
        return new Place(
                new SwiftContainer(new SwiftClient(http, access), location.container(), patience), location.object());
    }

    @Override
    public boolean ownContainers() {
        return true;
    }

    /** The caller's rights to somebody else's account at the same Swift. */
    private record Elsewhere(Access caller, URI storage) implements Access {
        @Override
        public SwiftSession session() {
            return at(caller.session());
        }

        @Override
        public SwiftSession renewed(SwiftSession refused) {
            SwiftSession own = caller.session();
            return own.token().equals(refused.token()) ? at(caller.renewed(own)) : at(own);
        }

        private SwiftSession at(SwiftSession session) {
            if (!origin(session.storage()).equals(origin(storage))) {
                throw new VitrineException(ErrorKind.FORBIDDEN, "the location names another Swift than the caller's");
            }
            return new SwiftSession(storage, session.token(), session.expires());
        }

        private static String origin(URI uri) {
            int port = uri.getPort();
            if (port < 0) {
                port = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
            }
            return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(java.util.Locale.ROOT);
        }
    }
}
