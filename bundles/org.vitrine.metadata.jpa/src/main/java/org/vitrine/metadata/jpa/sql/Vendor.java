package org.vitrine.metadata.jpa.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** The databases that hold records, and how their SQL differs. */
public enum Vendor {
    /** H2, the embedded default. */
    H2,
    /** MariaDB, and MySQL through MariaDB's driver. */
    MARIADB,
    /** PostgreSQL. */
    POSTGRESQL;

    /**
     * The vendor behind a connection.
     *
     * @throws SQLException with a sentence for the operator when it is none of these
     */
    public static Vendor of(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String product = metaData.getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "mariadb", "mysql" -> MARIADB;
            case "postgresql" -> POSTGRESQL;
            default ->
                throw new SQLException("The database " + product + " " + metaData.getDatabaseProductVersion()
                        + " is not supported: use H2, MariaDB, MySQL or PostgreSQL");
        };
    }

    /** The directory of its scripts. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column {@code value} that several tables have: a reserved word in H2 alone. */
    public String value() {
        return this == H2 ? "\"VALUE\"" : "value";
    }

    /** What reads a column of times as microseconds since 1970, so that no time zone of the JVM or of a driver plays a part. */
    String micros(String column) {
        return switch (this) {
            case H2 -> "DATEDIFF(MICROSECOND, TIMESTAMP '1970-01-01 00:00:00', " + column + ")";
            case MARIADB -> "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', " + column + ")";
            case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM " + column + ") * 1000000 AS BIGINT)";
        };
    }

    /** What makes a time of a bound text. */
    String time(String parameter) {
        return this == MARIADB ? parameter : "CAST(" + parameter + " AS TIMESTAMP)";
    }

    /** What makes a visibility of a bound text. */
    String visibility(String parameter) {
        return this == POSTGRESQL ? "CAST(" + parameter + " AS image_visibility)" : parameter;
    }

    /**
     * What holds when the column has exactly the bound text. MariaDB's collations ignore case and trailing blanks: there
     * the first comparison finds the rows by an index and the second one sorts out what is merely similar.
     */
    String exactly(String column, String parameter) {
        return this == MARIADB
                ? "(" + column + " = " + parameter + " AND BINARY " + column + " = " + parameter + ")"
                : column + " = " + parameter;
    }

    /** Puts nulls lowest (IMG-SORT-7), which is where H2 and MariaDB have them anyhow. */
    String order(String column, boolean ascending, boolean nullable) {
        String order = column + (ascending ? " ASC" : " DESC");
        if (this != POSTGRESQL || !nullable) {
            return order;
        }
        return order + (ascending ? " NULLS FIRST" : " NULLS LAST");
    }

    /** Whether the tables of Glance hold whole seconds alone. */
    boolean wholeSeconds() {
        return this == MARIADB;
    }
}
