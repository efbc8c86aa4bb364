package org.vitrine.identity.keystone;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The answer of this driver to those who prove nothing. */
final class Refusal {
    private Refusal() {}

    /** The caller proved nothing; why is for the log alone. */
    static VitrineException unauthenticated() {
        return new VitrineException(ErrorKind.UNAUTHENTICATED, "The request you have made requires authentication.");
    }
}
