package org.vitrine.metadata.jpa.schema;

import java.sql.SQLException;

/** No connection could be had. Nobody knows yet whether the database suits. */
final class UnreachableException extends SQLException {
    private static final long serialVersionUID = 1L;

    UnreachableException(SQLException cause) {
        super("No connection to the database: " + cause.getMessage(), cause.getSQLState(), cause);
    }
}
