package org.vitrine.metadata.jpa.sql;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;

/**
 * Switches off what EclipseLink does by itself when a connection fails: three more tries, five seconds apart, which
 * would keep a request waiting. The pool tests connections; callers may try again.
 */
public final class SessionSettings implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        DatabaseLogin login = session.getLogin();
        login.setConnectionHealthValidatedOnError(false);
        login.setQueryRetryAttemptCount(0);
        login.setDelayBetweenConnectionAttempts(0);
    }
}
