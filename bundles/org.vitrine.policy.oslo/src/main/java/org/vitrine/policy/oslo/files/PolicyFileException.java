package org.vitrine.policy.oslo.files;

import java.io.IOException;

/** A policy file that cannot be used; the message names it and says what to do. */
public final class PolicyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    PolicyFileException(String message, Throwable cause) {
        super(message, cause);
    }

    PolicyFileException(String message) {
        super(message);
    }
}
