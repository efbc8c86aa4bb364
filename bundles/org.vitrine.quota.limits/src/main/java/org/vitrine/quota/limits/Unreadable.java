package org.vitrine.quota.limits;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The failure of this driver: limits that cannot be learned end the request (QUOTA-6). */
final class Unreadable {
    private Unreadable() {}

    static VitrineException because(String why) {
        return new VitrineException(ErrorKind.INTERNAL, "The limits of projects cannot be read: " + why);
    }

    static VitrineException because(VitrineException cause) {
        return cause.kind() == ErrorKind.INTERNAL
                ? cause
                : new VitrineException(
                        ErrorKind.INTERNAL, "The limits of projects cannot be read from Keystone", cause);
    }
}
