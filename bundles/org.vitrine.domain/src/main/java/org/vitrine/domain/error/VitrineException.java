package org.vitrine.domain.error;

import java.util.Objects;

/**
 * A failure with a kind. The message may be shown to the caller: it says what, which and what now, and never holds
 * tokens, passwords, signed URLs or SQL. The exception to this is {@link ErrorKind#INTERNAL}, whose message only the
 * log shows.
 */
public final class VitrineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /**
     * @param kind what went wrong, not null
     * @param message for the caller, not null
     */
    public VitrineException(ErrorKind kind, String message) {
        this(kind, message, null);
    }

    /**
     * @param kind what went wrong, not null
     * @param message for the caller, not null
     * @param cause what the driver or library threw, or null
     */
    public VitrineException(ErrorKind kind, String message, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What went wrong. */
    public ErrorKind kind() {
        return kind;
    }
}
