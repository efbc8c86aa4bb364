package org.vitrine.store.swift;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.store.swift.Keystone.Token;

/**
 * A caller's own right to its account. For long uploads the caller may lend its rights to the server, so that they
 * outlive its token; where that does not work, the token must do (STORE-SWIFT-42).
 */
final class CallerAccess implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(CallerAccess.class);

    private final Identity caller;
    private final Endpoints endpoints;
    private final Optional<Trustee> trustee;
    private final Duration margin;
    private final Clock clock;
    private SwiftSession own;
    private Optional<String> trust = Optional.empty();
    private Token borrowed;
    private boolean untrusted;

    /** Whom callers lend their rights to. */
    record Trustee(Keystone keystone, SwiftAccount account) {}

    /** @param margin so long before its end a token is not used any more (STORE-SWIFT-18) */
    CallerAccess(Identity caller, Endpoints endpoints, Optional<Trustee> trustee, Duration margin, Clock clock) {
        this.caller = caller;
        this.endpoints = endpoints;
        this.trustee = trustee;
        this.margin = margin;
        this.clock = clock;
    }

    @Override
    public synchronized SwiftSession session() {
        if (own == null) {
            if (caller.token() == null) {
                throw new VitrineException(
                        ErrorKind.FORBIDDEN,
                        "images lie in their projects' own accounts, which need the caller's token");
            }
            own = new SwiftSession(storage(), caller.token(), Instant.MAX);
        }
        if (trust.isEmpty()) {
            return own;
        }
        if (!clock.instant().plus(margin).isBefore(borrowed.expires())) {
            borrow();
        }
        return borrowedSession();
    }

    private SwiftSession borrowedSession() {
        return new SwiftSession(own.storage(), borrowed.id(), borrowed.expires());
    }

    private URI storage() {
        String project = caller.projectId() == null ? "" : caller.projectId();
        return endpoints
                .configured(project)
                .or(this::inCatalog)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "the caller's catalog has no endpoint of Swift that fits the configuration"));
    }

    private Optional<URI> inCatalog() {
        if (caller.catalog() == null) {
            return Optional.empty();
        }
        try {
            return endpoints.in(Keystone.JSON.readTree(caller.catalog()));
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the caller's catalog cannot be read", e);
        }
    }

    @Override
    public synchronized SwiftSession renewed(SwiftSession refused) {
        if (trust.isPresent() && refused.token().equals(borrowed.id())) {
            borrow();
            return borrowedSession();
        }
        return session();
    }

    @Override
    public synchronized void prolong() {
        if (trustee.isEmpty() || trust.isPresent() || untrusted) {
            return;
        }
        try {
            Keystone keystone = trustee.get().keystone;
            Token ours = keystone.login(trustee.get().account);
            Token theirs = keystone.show(caller.token());
            trust = Optional.of(
                    keystone.trust(theirs, ours.body().path("user").path("id").asText()));
            borrow();
        } catch (VitrineException e) {
            LOG.warn("no trust for a long upload: it must end before the caller's token does", e);
            untrusted = true;
            release();
        }
    }

    private void borrow() {
        borrowed = trustee.orElseThrow().keystone.login(trustee.get().account, trust.orElseThrow());
    }

    @Override
    public synchronized void release() {
        if (trust.isEmpty()) {
            return;
        }
        try {
            trustee.orElseThrow().keystone.endTrust(trust.get(), borrowed == null ? caller.token() : borrowed.id());
        } catch (VitrineException e) {
            LOG.warn("the trust {} of an upload cannot be ended; it can be deleted by hand", trust.get(), e);
        }
        trust = Optional.empty();
    }
}
