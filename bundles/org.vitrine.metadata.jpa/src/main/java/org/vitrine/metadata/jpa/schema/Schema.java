package org.vitrine.metadata.jpa.schema;

import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.metadata.jpa.sql.Vendor;

/**
 * Makes a database ready: an empty one gets Glance's tables and ours; one that Glance has made gets ours alone. Scripts
 * are numbered RELEASE.PHASE.NUMBER, where the phases are those of a rolling upgrade (DB-37): 1 expand, 2 migrate,
 * 3 contract. Several nodes may do this at once; Flyway's lock lets them in one by one.
 */
final class Schema {
    /** Where Flyway notes what it has done; the first table it creates. */
    static final String HISTORY = "vitrine_schema_version";

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    /** The script that makes Glance's tables. */
    private static final String GLANCE = "1.1.1";

    private final Function<String, Collection<URL>> directory;
    private final List<String> phases;

    /**
     * @param directory lists the files of a directory below {@code db}
     * @param phases which of expand, migrate and contract to do
     */
    Schema(Function<String, Collection<URL>> directory, List<String> phases) {
        this.directory = directory;
        this.phases = List.copyOf(phases);
    }

    /**
     * Makes the database ready.
     *
     * @throws UnreachableException when there is no connection
     * @throws SQLException when it is of an unknown kind, or holds tables that are not understood
     */
    void prepare(DataSource dataSource) throws SQLException {
        Vendor vendor;
        boolean adopted;
        try (Connection connection = connect(dataSource)) {
            vendor = Vendor.of(connection);
            if (vendor == Vendor.H2) {
                forgetResults(connection);
            }
            adopted = isGlances(connection);
        }
        List<URL> scripts = new ArrayList<>();
        phases.forEach(phase -> scripts.addAll(directory.apply(vendor.directory() + "/" + phase)));
        migrate(dataSource, new Scripts(scripts), adopted, vendor);
        try (Connection connection = connect(dataSource)) {
            GlanceRevision.of(connection).requireSupported();
        }
    }

    private static Connection connect(DataSource dataSource) throws UnreachableException {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new UnreachableException(e);
        }
    }

    /**
     * Keeps H2 from answering a part of a statement with what it found for other parameters: as long as nothing is written,
     * it remembers the parts of a UNION and does not look at their LIMIT. The shipped URL says so too, for a database that
     * is opened again; this is for URLs that don't.
     */
    private static void forgetResults(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET OPTIMIZE_REUSE_RESULTS 0");
        }
    }

    /** Whether Glance made these tables and no node of ours has been here before. */
    private static boolean isGlances(Connection connection) throws SQLException {
        // Flyway's table is the first that a node of ours creates. So it has to be looked for last: then a node that is
        // creating the tables at this moment is never taken for Glance.
        GlanceRevision revision = GlanceRevision.of(connection);
        boolean images = Tables.exist(connection, "images");
        boolean old = Tables.exist(connection, "migrate_version");
        if (Tables.exist(connection, HISTORY)) {
            return false;
        }
        if (!revision.isAbsent()) {
            revision.requireSupported();
            return true;
        }
        if (images || old) {
            throw new SQLException("The database has tables, but no alembic_version that says which Glance made them:"
                    + " bring them up to date with 'glance-manage db sync', or use an empty database");
        }
        return false;
    }

    private static void migrate(DataSource dataSource, Scripts scripts, boolean adopted, Vendor vendor)
            throws SQLException {
        ClassLoader own = Schema.class.getClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        try {
            MigrateResult result = Flyway.configure(own)
                    .dataSource(dataSource)
                    .table(HISTORY)
                    .loggers("slf4j")
                    .locations(new String[0])
                    .resourceProvider(scripts)
                    .javaMigrationClassProvider(List::of)
                    // Besides Glance's tables: a schema of PostgreSQL may hold things that are nobody's concern here.
                    .baselineOnMigrate(true)
                    // A later script of an early phase comes after what a later phase has done already.
                    .outOfOrder(true)
                    .baselineVersion(adopted ? GLANCE : "0")
                    .baselineDescription(adopted ? "tables of Glance" : "nothing")
                    .load()
                    .migrate();
            LOG.info(
                    "schema on {}: {} scripts run{}",
                    vendor,
                    result.migrationsExecuted,
                    adopted ? ", Glance's kept" : "");
        } catch (FlywayException e) {
            throw new SQLException("The tables could not be brought up to date: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
