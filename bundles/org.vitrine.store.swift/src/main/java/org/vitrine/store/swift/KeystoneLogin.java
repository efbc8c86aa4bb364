package org.vitrine.store.swift;

import java.net.URI;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.store.swift.Keystone.Token;

/** A login at Keystone, whose catalog tells where the account is (STORE-SWIFT-43). */
final class KeystoneLogin implements Login {
    private final Keystone keystone;
    private final SwiftAccount account;
    private final Endpoints endpoints;

    KeystoneLogin(Keystone keystone, SwiftAccount account, Endpoints endpoints) {
        this.keystone = keystone;
        this.account = account;
        this.endpoints = endpoints;
    }

    @Override
    public SwiftSession login() {
        Token token = keystone.login(account);
        URI storage = Optional.of(token.body().path("project").path("id").asText())
                .flatMap(endpoints::configured)
                .or(() -> endpoints.in(token.body().path("catalog")))
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.UNAVAILABLE,
                        "Keystone's catalog has no endpoint of Swift that fits the configuration"));
        return new SwiftSession(storage, token.id(), token.expires());
    }
}
