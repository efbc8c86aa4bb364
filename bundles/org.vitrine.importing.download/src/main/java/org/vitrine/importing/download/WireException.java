package org.vitrine.importing.download;

import java.io.IOException;
import java.time.Duration;

/** The other server broke the protocol, or broke off; the message is fit for users. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    private enum Cause {
        NONSENSE,
        BROKEN,
        SLOW
    }

    private final Cause why;
    private final Duration wish;

    private WireException(Cause why, String message, Duration wish) {
        super(message);
        this.why = why;
        this.wish = wish;
    }

    /** It cannot be talked to. */
    static WireException nonsense(String message) {
        return new WireException(Cause.NONSENSE, message, Duration.ZERO);
    }

    /** It broke off, or was not there. */
    static WireException passing(String message) {
        return passing(message, Duration.ZERO);
    }

    /** It has no time. */
    static WireException passing(String message, Duration wish) {
        return new WireException(Cause.BROKEN, message, wish);
    }

    /** It took too long. */
    static WireException slow(String message) {
        return new WireException(Cause.SLOW, message, Duration.ZERO);
    }

    /** Whether the same request may have better luck. */
    boolean isPassing() {
        return why != Cause.NONSENSE;
    }

    boolean isSlow() {
        return why == Cause.SLOW;
    }

    /** How long it wishes to be left alone. */
    Duration wish() {
        return wish;
    }
}
