package org.vitrine.metadata.jpa.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import javax.persistence.PersistenceException;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** What a failed statement means. The only place that knows the codes of the vendors. */
final class Failure {
    /** MariaDB: the row changed since the snapshot was taken; the transaction is to be repeated. */
    private static final int MARIADB_RECORD_CHANGED = 1020;

    private static final int MARIADB_LOCK_TIMEOUT = 1205;
    private static final int H2_LOCK_TIMEOUT = 50200;
    private static final Set<Integer> H2_GONE = Set.of(90020, 90067, 90098, 90121, 90135);
    /** PostgreSQL's last word on a connection when it is stopped. */
    private static final String ENDED_BY_OPERATOR = "57P01";

    private static final String POSTGRESQL_LOCK_TIMEOUT = "55P03";

    /** H2 and PostgreSQL: a column that must not be null, and a check. */
    private static final Set<String> BROKEN_RULES = Set.of("23502", "23513", "23514");

    private Failure() {}

    /** The failure for the caller; what is none of the database's stays what it is. */
    static RuntimeException of(RuntimeException failure) {
        if (!(failure instanceof PersistenceException) && !(failure instanceof EclipseLinkException)) {
            return failure;
        }
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return new VitrineException(ErrorKind.INTERNAL, "The database could not be used.", failure);
        }
        if (mayBeRepeated(sql)) {
            return new VitrineException(
                    ErrorKind.CONFLICT, "Other requests change the same records. Try again later.", sql);
        }
        String state = state(sql);
        if (isUnavailable(sql, state)) {
            return new VitrineException(
                    ErrorKind.UNAVAILABLE, "The database is not available now. Try again later.", sql);
        }
        if (BROKEN_RULES.contains(state)) {
            return new VitrineException(ErrorKind.INTERNAL, "The database refused a record.", failure);
        }
        return switch (state.substring(0, 2)) {
            case "23" -> new VitrineException(ErrorKind.CONFLICT, "The record is there already.", sql);
            case "22" ->
                new VitrineException(ErrorKind.INVALID, "A value cannot be stored: too long or too large.", sql);
            default -> new VitrineException(ErrorKind.INTERNAL, "A statement failed.", failure);
        };
    }

    /** Whether the database threw the transaction away in favour of another one, so that it may be done again. */
    static boolean mayBeRepeated(Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return false;
        }
        String state = state(sql);
        return (state.startsWith("40") && sql.getErrorCode() != MARIADB_LOCK_TIMEOUT)
                || sql.getErrorCode() == MARIADB_RECORD_CHANGED;
    }

    /** Whether a connection of the pool was dead, so that another one may do. */
    static boolean isBrokenConnection(Throwable failure) {
        SQLException sql = sqlException(failure);
        return sql != null
                && !(sql instanceof SQLTransientConnectionException)
                && (state(sql).startsWith("08") || ENDED_BY_OPERATOR.equals(state(sql)));
    }

    private static boolean isUnavailable(SQLException sql, String state) {
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLTimeoutException
                // The pool's own: a connection that broke a moment ago.
                || (sql.getSQLState() == null && sql.getErrorCode() == 0)
                || sql.getErrorCode() == MARIADB_LOCK_TIMEOUT
                || sql.getErrorCode() == H2_LOCK_TIMEOUT
                || H2_GONE.contains(sql.getErrorCode())
                || POSTGRESQL_LOCK_TIMEOUT.equals(state)
                || switch (state.substring(0, 2)) {
                    // Connections; resources such as connections or disk; an operator's intervention; the system.
                    case "08", "53", "57", "58" -> true;
                    default -> false;
                };
    }

    private static SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String state(SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 ? "HY000" : state;
    }
}
