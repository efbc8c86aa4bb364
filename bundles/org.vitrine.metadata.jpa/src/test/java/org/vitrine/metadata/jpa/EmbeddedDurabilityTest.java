package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What H2 committed is there after its process was killed, also once it writes into space that it used before. */
public class EmbeddedDurabilityTest {
    private static final int ROUNDS = 6;
    private static final int COMMITS = 1500;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void nothingCommittedIsLostWhenTheProcessIsKilled() throws Exception {
        String url = "jdbc:h2:file:" + folder.getRoot().toPath().resolve("db") + ";WRITE_DELAY=0;RETENTION_TIME=100";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id VARCHAR(36) PRIMARY KEY)");
        }
        Set<String> committed = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            committed.addAll(commitUntilKilled(url));
            Set<String> lost = new HashSet<>(committed);
            lost.removeAll(kept(url));
            assertEquals("lost in round " + round, Set.of(), lost);
        }
        assertTrue(committed.size() >= ROUNDS * COMMITS);
    }

    private static Set<String> commitUntilKilled(String url) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> committed = new HashSet<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String id = lines.readLine(); id != null; id = lines.readLine()) {
                // The last line may have been cut off.
                if (id.length() == 36) {
                    committed.add(id);
                }
                if (committed.size() == COMMITS) {
                    // Not the process itself: that would close what it printed, too.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return committed;
    }

    private static Set<String> kept(String url) throws SQLException {
        Set<String> kept = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
            while (rows.next()) {
                kept.add(rows.getString(1));
            }
        }
        return kept;
    }
}
