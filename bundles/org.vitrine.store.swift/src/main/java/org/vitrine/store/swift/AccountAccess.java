package org.vitrine.store.swift;

import java.time.Clock;
import java.time.Duration;

/** Access to an account with its own credentials: logs in once for all, and again before the token ends. */
final class AccountAccess implements Access {
    private final Login login;
    private final Duration margin;
    private final Clock clock;
    private SwiftSession current;

    /** @param margin so long before its end a token is not used any more (STORE-SWIFT-18) */
    AccountAccess(Login login, Duration margin, Clock clock) {
        this.login = login;
        this.margin = margin;
        this.clock = clock;
    }

    @Override
    public synchronized SwiftSession session() {
        if (current == null || !clock.instant().plus(margin).isBefore(current.expires())) {
            current = login.login();
        }
        return current;
    }

    @Override
    public synchronized SwiftSession renewed(SwiftSession refused) {
        if (refused.equals(current)) {
            current = null;
        }
        return session();
    }
}
