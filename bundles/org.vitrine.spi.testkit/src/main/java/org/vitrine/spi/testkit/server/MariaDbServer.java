package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.nio.file.Path;

/** MariaDB of Debian's package mariadb-server. A start takes about four seconds. */
public final class MariaDbServer extends SqlServer {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final String USER = "root";

    private final Path directory;

    private MariaDbServer(ServerProcess process) {
        super(process);
        directory = process.directory();
    }

    /**
     * A new server that answers.
     *
     * @throws IllegalStateException with the end of its log when it does not start, or with the name of its package
     *     when that is not installed; {@code -Dvitrine.test.without=mariadb-server} skips the test instead
     */
    public static MariaDbServer start() throws IOException, InterruptedException {
        DebianPackage.require("mariadb-server", SERVER);
        ServerProcess process = new ServerProcess("MariaDB", "TERM");
        MariaDbServer server = new MariaDbServer(process);
        try {
            process.run(
                    "mariadb-install-db",
                    "--no-defaults",
                    "--datadir=" + process.directory(),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--user=" + System.getProperty("user.name"));
            server.resume();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Override
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    String[] command() {
        return new String[] {
            SERVER.toString(),
            "--no-defaults",
            "--datadir=" + directory,
            "--socket=" + directory.resolve("socket"),
            "--bind-address=127.0.0.1",
            "--port=" + port(),
            "--user=" + System.getProperty("user.name"),
            "--innodb-buffer-pool-size=64M",
            // A test machine that loses power has lost the test as well.
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0"
        };
    }

    @Override
    String administrationUrl() {
        return url("");
    }

    @Override
    String creation(String database) {
        return "CREATE DATABASE " + database + " CHARACTER SET utf8mb3";
    }
}
