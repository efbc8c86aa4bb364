package org.vitrine.identity.keystone;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The two answers of this driver that are no identity. */
final class Refusal {
    private Refusal() {}

    /** The caller proved nothing; why is for the log alone. */
    static VitrineException unauthenticated() {
        return new VitrineException(ErrorKind.UNAUTHENTICATED, "The request you have made requires authentication.");
    }

    /** Keystone cannot be asked (AUTH-5). */
    static VitrineException unavailable(Throwable cause) {
        return new VitrineException(ErrorKind.UNAVAILABLE, "The Keystone service is temporarily unavailable.", cause);
    }

    /** Like {@link #unavailable(Throwable)}, with words for the log that hold no token. */
    static VitrineException unavailable(String why) {
        return unavailable(new IllegalStateException(why));
    }
}
