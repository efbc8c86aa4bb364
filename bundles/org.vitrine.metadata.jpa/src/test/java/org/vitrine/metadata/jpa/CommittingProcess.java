package org.vitrine.metadata.jpa;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Commits rows on several threads until it is killed, and prints the id of each once its commit has returned. */
final class CommittingProcess {
    private static final int THREADS = 4;
    /** Unbuffered: what was written has left the process. */
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private CommittingProcess() {}

    /** The arguments: the URL of the database, which has the table {@code kept}. */
    public static void main(String[] arguments) {
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> commit(arguments[0])).start();
        }
    }

    private static void commit(String url) {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            connection.setAutoCommit(false);
            PreparedStatement insert = connection.prepareStatement("INSERT INTO kept VALUES (?)");
            while (true) {
                String id = UUID.randomUUID().toString();
                insert.setString(1, id);
                insert.executeUpdate();
                connection.commit();
                OUT.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
