package org.vitrine.property.rules;

import java.io.IOException;

/** A rule file that cannot be used; the message says where and why. */
final class RuleFileException extends IOException {
    private static final long serialVersionUID = 1L;

    RuleFileException(String message) {
        super(message);
    }

    RuleFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
