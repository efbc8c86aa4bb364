package org.vitrine.keystone;

import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** The failure of a Keystone that cannot be asked, or that says nothing useful (AUTH-5). */
public final class Unavailable {
    private Unavailable() {}

    /** {@code UNAVAILABLE} for that reason, which is for the log alone. */
    public static VitrineException because(Throwable cause) {
        return because("Keystone", cause);
    }

    static VitrineException because(String service, Throwable cause) {
        return new VitrineException(
                ErrorKind.UNAVAILABLE, "The " + service + " service is temporarily unavailable.", cause);
    }

    /** Like {@link #because(Throwable)}, with words that hold no token. */
    public static VitrineException because(String why) {
        return because(new IllegalStateException(why));
    }
}
