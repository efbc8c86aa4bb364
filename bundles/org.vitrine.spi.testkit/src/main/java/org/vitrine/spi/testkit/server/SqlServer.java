package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real database server of its own, empty at first. Its JDBC driver must be on the test's class path. Not safe for many
 * threads.
 */
public abstract sealed class SqlServer implements AutoCloseable permits MariaDbServer, PostgresServer {
    private final ServerProcess process;
    private int databases;

    SqlServer(ServerProcess process) {
        this.process = process;
    }

    /** The JDBC URL of a database of that name, without parameters. */
    public abstract String url(String database);

    /** Who may do everything. */
    public abstract String user();

    /** The user's password. */
    public String password() {
        return "";
    }

    /** The port of 127.0.0.1 where it listens; the same after {@link #stop()} and {@link #resume()}. */
    public int port() {
        return process.port();
    }

    /** The process id, to measure what it takes. */
    public long pid() {
        return process.pid();
    }

    abstract String[] command();

    abstract String administrationUrl();

    abstract String creation(String database);

    /** Makes an empty database, as an operator of Glance would; returns its JDBC URL. */
    public String newDatabase() throws SQLException {
        String database = "test" + ++databases;
        try (Connection connection = DriverManager.getConnection(administrationUrl(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(creation(database));
        }
        return url(database);
    }

    /** Starts it again after {@link #stop()}, with everything it held; returns when it answers. */
    public void resume() throws IOException, InterruptedException {
        process.start(this::answers, command());
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(administrationUrl(), user(), password())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if (DriverManager.drivers().findAny().isEmpty()) {
                throw new IllegalStateException("the JDBC driver is not on the class path", e);
            }
            return false; // not yet
        }
    }

    /** Ends it; what it holds is kept. From then on connections are refused. */
    public void stop() {
        process.stop();
    }

    /** Makes it stand still: connections stay open and are accepted, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        process.signalAll("STOP");
    }

    /** Ends {@link #freeze()}. */
    public void thaw() throws IOException, InterruptedException {
        process.signalAll("CONT");
    }

    /** Ends it and removes what it held. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
