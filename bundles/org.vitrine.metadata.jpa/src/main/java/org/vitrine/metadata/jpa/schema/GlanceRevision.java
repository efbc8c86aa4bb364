package org.vitrine.metadata.jpa.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which revision of Glance's schema a database has (DB-23, DB-30 to DB-35). From wallaby on no revision changed
 * anything but its own number; that of 2024.1 adds two tables that nobody here reads (DB-40).
 */
final class GlanceRevision {
    private static final Set<String> COMPLETE = Set.of(
            "wallaby_contract01",
            "xena_contract01",
            "yoga_contract01",
            "zed_contract01",
            "2023_1_contract01",
            "2024_1_contract01");
    private static final Set<String> EXPANDED = Set.of(
            "wallaby_expand01", "xena_expand01", "yoga_expand01", "zed_expand01", "2023_1_expand01", "2024_1_expand01");
    /** With one of these the tables are those of today as soon as a later expansion is there (DB-37). */
    private static final Set<String> CONTRACTED = Set.of(
            "pike_contract01",
            "queens_contract01",
            "rocky_contract01",
            "rocky_contract02",
            "train_contract01",
            "ussuri_contract01");

    private final Set<String> found;

    private GlanceRevision(Set<String> found) {
        this.found = found;
    }

    /** What {@code alembic_version} says; empty when there is no such table. */
    static GlanceRevision of(Connection connection) throws SQLException {
        Set<String> found = new TreeSet<>();
        if (Tables.exist(connection, "alembic_version")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT version_num FROM alembic_version")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return new GlanceRevision(found);
    }

    boolean isAbsent() {
        return found.isEmpty();
    }

    /**
     * Makes sure that the tables are those this server knows.
     *
     * @throws SQLException with a sentence for the operator otherwise
     */
    void requireSupported() throws SQLException {
        boolean contracted = false;
        boolean expanded = false;
        for (String revision : found) {
            boolean complete = COMPLETE.contains(revision);
            contracted |= complete || CONTRACTED.contains(revision);
            expanded |= complete || EXPANDED.contains(revision);
            if (!complete && !EXPANDED.contains(revision) && !CONTRACTED.contains(revision)) {
                throw refused();
            }
        }
        if (!contracted || !expanded) {
            throw refused();
        }
    }

    private SQLException refused() {
        return new SQLException(
                "The database has revision " + String.join(", ", found)
                        + " of Glance's schema, but this server works with wallaby_contract01 to 2024_1_contract01: older ones"
                        + " are brought up to date by that Glance's own 'glance-manage db sync', newer ones need a newer server");
    }
}
