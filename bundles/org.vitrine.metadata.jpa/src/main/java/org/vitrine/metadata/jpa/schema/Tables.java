package org.vitrine.metadata.jpa.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Which tables there are. */
final class Tables {
    private Tables() {}

    /** Whether the current database or schema has a table of that name. */
    static boolean exist(Connection connection, String name) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String stored = metaData.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
        String pattern = stored.replace("_", metaData.getSearchStringEscape() + "_");
        try (ResultSet tables = metaData.getTables(
                connection.getCatalog(), connection.getSchema(), pattern, new String[] {"TABLE", "BASE TABLE"})) {
            return tables.next();
        }
    }
}
