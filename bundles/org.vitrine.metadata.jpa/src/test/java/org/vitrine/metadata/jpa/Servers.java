package org.vitrine.metadata.jpa;

import java.io.IOException;
import org.vitrine.spi.testkit.server.MariaDbServer;
import org.vitrine.spi.testkit.server.PostgresServer;

/** One server of each kind for all tests that do not disturb it; it ends with the JVM. */
public final class Servers {
    private static MariaDbServer mariaDb;
    private static PostgresServer postgres;

    private Servers() {}

    /** The URL of a database of H2 in memory that lives as long as the JVM. */
    public static String h2(String name) {
        return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    /** MariaDB. */
    public static synchronized MariaDbServer mariaDb() throws IOException, InterruptedException {
        if (mariaDb == null) {
            mariaDb = MariaDbServer.start();
        }
        return mariaDb;
    }

    /** PostgreSQL. */
    public static synchronized PostgresServer postgres() throws IOException, InterruptedException {
        if (postgres == null) {
            postgres = PostgresServer.start();
        }
        return postgres;
    }
}
