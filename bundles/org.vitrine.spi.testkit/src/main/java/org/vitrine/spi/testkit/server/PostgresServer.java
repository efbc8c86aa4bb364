package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL of Debian's package postgresql-15. It refuses to run as root: then it runs as the user postgres. */
public final class PostgresServer extends SqlServer {
    private static final String PACKAGE = "postgresql-15";
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final Path SERVER = PROGRAMS.resolve("postgres");
    private static final String USER = "vitrine";
    private static final String SYSTEM_USER = "postgres";

    private final Path data;

    private PostgresServer(ServerProcess process) {
        super(process);
        data = process.directory().resolve("data");
    }

    /**
     * A new server that answers.
     *
     * @throws IllegalStateException with the end of its log when it does not start, or with the name of its package
     *     when that is not installed; {@code -Dvitrine.test.without=postgresql-15} skips the test instead
     */
    public static PostgresServer start() throws IOException, InterruptedException {
        DebianPackage.require(PACKAGE, SERVER);
        ServerProcess process = new ServerProcess("PostgreSQL", "INT");
        PostgresServer server = new PostgresServer(process);
        try {
            server.initialise(process);
            server.resume();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void initialise(ServerProcess process) throws IOException, InterruptedException {
        Files.createDirectory(data);
        if (isRoot()) {
            Files.setPosixFilePermissions(process.directory(), PosixFilePermissions.fromString("rwx--x--x"));
            Files.setOwner(
                    data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SYSTEM_USER));
        }
        process.run(unprivileged(
                PROGRAMS.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String[] unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            // setpriv becomes the program, so that the process id is the server's own.
            all.addAll(List.of(
                    "setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--clear-groups", "--reset-env"));
        }
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    String[] command() {
        return unprivileged(
                SERVER.toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                // A test machine that loses power has lost the test as well.
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off");
    }

    @Override
    String administrationUrl() {
        return url("postgres");
    }

    @Override
    String creation(String database) {
        return "CREATE DATABASE " + database + " ENCODING 'UTF8'";
    }
}
