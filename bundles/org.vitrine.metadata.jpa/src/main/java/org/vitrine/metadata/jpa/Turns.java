package org.vitrine.metadata.jpa;

import java.util.Objects;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.metadata.jpa.sql.Database;

/**
 * Keeps the transactions of one project apart by a row that each of them changes first. There are few rows, so that
 * none needs to be made for a new project; projects that share one wait for each other.
 */
final class Turns {
    /** As many rows as the scripts put into the table. */
    private static final int ROWS = 64;

    private final Database database;

    Turns(Database database) {
        this.database = database;
    }

    void take(String projectId) {
        // The hash of a text is the same in every Java.
        int slot = Math.floorMod(Objects.hashCode(projectId), ROWS);
        int rows = database.write(database.sql()
                .add("UPDATE vitrine_quota_turn SET turns = turns + 1 WHERE slot = ")
                .bind(slot));
        if (rows != 1) {
            throw new VitrineException(ErrorKind.INTERNAL, "vitrine_quota_turn has no row " + slot);
        }
    }
}
