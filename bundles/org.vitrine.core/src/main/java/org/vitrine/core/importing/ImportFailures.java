package org.vitrine.core.importing;

import org.slf4j.Logger;
import org.vitrine.domain.error.VitrineException;

/** What the log says of imports that failed: much where an operator has to do something, a line where the owner has. */
final class ImportFailures {
    private ImportFailures() {}

    /**
     * Tells of a failure.
     *
     * @param what the import, such as "task 5f0c"
     */
    static void log(Logger log, String what, RuntimeException reason) {
        switch (blamed(reason)) {
            case OWNER -> log.info("{} failed: {}", what, reason.getMessage());
            case SOURCE -> log.warn("{} failed: {}", what, reason.getMessage());
            case SERVER -> log.error("{} failed", what, reason);
        }
    }

    /**
     * Tells of a store that failed while the others of its import went on.
     *
     * @param what the import and the store
     */
    static void logStore(Logger log, String what, RuntimeException reason) {
        if (blamed(reason) == Blamed.OWNER) {
            log.info("{} failed: {}", what, reason.getMessage());
        } else {
            log.warn("{} failed", what, reason);
        }
    }

    private static Blamed blamed(RuntimeException reason) {
        if (!(reason instanceof VitrineException known)) {
            return Blamed.SERVER;
        }
        return switch (known.kind()) {
            case INVALID,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    GONE,
                    QUOTA_EXCEEDED,
                    UNSUPPORTED_MEDIA_TYPE,
                    RANGE_NOT_SATISFIABLE,
                    STORE_DISABLED,
                    STORE_UNSUPPORTED,
                    CLIENT_GONE -> Blamed.OWNER;
            case BAD_GATEWAY, GATEWAY_TIMEOUT -> Blamed.SOURCE;
            case TIMEOUT, STORE_FULL, STORE_READ_ONLY, IN_USE, UNAVAILABLE, INTERNAL -> Blamed.SERVER;
        };
    }

    private enum Blamed {
        /** What was asked for, such as a store that takes no data, the data itself, or a limit. */
        OWNER,
        /** The server from which the data was to come. */
        SOURCE,
        /** This server, or a backend of it. */
        SERVER
    }
}
