package org.vitrine.metadata.jpa;

import java.io.IOException;
import org.vitrine.spi.testkit.server.MariaDbServer;
import org.vitrine.spi.testkit.server.PostgresServer;

/** One server of each kind for all tests that do not disturb it; it ends with the JVM. */
public final class Servers {
    private static MariaDbServer mariaDb;
    private static PostgresServer postgres;

    private Servers() {}

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
