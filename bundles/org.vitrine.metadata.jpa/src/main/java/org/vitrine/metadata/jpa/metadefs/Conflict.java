package org.vitrine.metadata.jpa.metadefs;

import java.util.function.Supplier;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.metadata.jpa.sql.Database;

/** Says which name is taken, where the database only says that a key is. */
final class Conflict {
    private Conflict() {}

    static VitrineException of(String message) {
        return new VitrineException(ErrorKind.CONFLICT, message);
    }

    static <T> T explain(Supplier<T> work, String message) {
        try {
            return work.get();
        } catch (VitrineException e) {
            // A transaction that will be done again must leave with the failure that says so.
            if (e.kind() != ErrorKind.CONFLICT || Database.mayBeRepeated(e)) {
                throw e;
            }
            throw new VitrineException(ErrorKind.CONFLICT, message, e);
        }
    }
}
