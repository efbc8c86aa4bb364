package org.vitrine.edge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.http.RawClient.Answer;

public class HealthCheckTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static TestServer server;
    private Path file;

    @BeforeClass
    public static void start() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> {}));
    }

    @AfterClass
    public static void stop() throws Exception {
        server.close();
    }

    @Before
    public void file() throws IOException {
        file = FOLDER.newFolder().toPath().resolve("disable");
    }

    private static FakeConfiguration<HealthConfig> config() {
        return FakeConfiguration.of(HealthConfig.class);
    }

    private static Answer ask(String... headers) throws IOException {
        try (RawClient client = new RawClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), Duration.ofSeconds(10))) {
            return client.send("GET /healthcheck HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
                            + (headers.length > 0 ? "\r\n\r\n" : "\r\n"))
                    .answer();
        }
    }

    @Test
    @Covers({"HC-2", "HC-3", "op:HEALTH-1", "op:HEALTH-2", "op:HEALTH-7"})
    public void aFileTakesTheServerOut() throws Exception {
        server.health.modified(
                config().with("disable_by_file_path", file.toString()).build());
        assertEquals(200, ask().status());
        Files.createFile(file);
        Answer disabled = ask();
        assertEquals(503, disabled.status());
        assertEquals("DISABLED BY FILE", disabled.body());
        assertFalse(ask("Accept: application/json").body().contains(file.toString()));
        Files.delete(file);
        assertEquals(200, ask().status());
    }

    @Test
    @Covers("op:HEALTH-5")
    public void filesMayStandForPorts() throws Exception {
        Files.createFile(file);
        server.health.modified(config().with("backends", "disable_by_files_ports")
                .with("disable_by_file_paths", server.port() + ":" + file + ", 1:/nowhere")
                .build());
        assertEquals(503, ask().status());
        server.health.modified(config().with("backends", "disable_by_files_ports")
                .with("disable_by_file_paths", "1:" + file)
                .build());
        assertEquals(200, ask().status());
    }

    @Test
    @Covers("op:HEALTH-5")
    public void filesMayHaveToBeThere() throws Exception {
        server.health.modified(config().with("backends", "enable_by_files")
                .with("enable_by_file_paths", FOLDER.getRoot() + "," + file)
                .build());
        assertEquals("FILE PATH MISSING", ask().body());
        Files.createFile(file);
        assertEquals(200, ask().status());
    }

    @Test
    @Covers("op:HEALTH-5")
    public void withoutABackendItIsHealthyAndSilent() throws Exception {
        server.health.modified(config().with("backends", "").build());
        Answer answer = ask();
        assertEquals(200, answer.status());
        assertEquals("", answer.body());
    }

    @Test
    @Covers("op:HEALTH-4")
    public void detailsAreToldOnlyWhereConfigured() throws Exception {
        server.health.modified(config().with("detailed", true).build());
        String json = ask("Accept: application/json").body();
        assertTrue(json, json.contains("\"detailed\": true"));
        assertTrue(json, json.contains("\"class\": \"disable_by_file\""));
        assertTrue(json, json.contains("\"threads\": ["));
        assertTrue(ask("Accept: text/html").body().contains("was not found"));
        assertEquals("OK", ask().body());
    }

    @Test
    @Covers("op:HEALTH-6")
    public void whoIsNotMeantFindsNothing() throws Exception {
        server.health.modified(config().with("allowed_source_ranges", "10.0.0.0/8, ::1/128")
                .with("ignore_proxied_requests", true)
                .build());
        assertEquals(404, ask().status());
        server.health.modified(config().with("allowed_source_ranges", "10.0.0.0/8,127.0.0.0/8")
                .with("ignore_proxied_requests", true)
                .build());
        assertEquals(200, ask().status());
        assertEquals(404, ask("X-Forwarded-Proto: https").status());
        assertEquals(404, ask("Forwarded: for=1.2.3.4").status());
    }

    @Test
    public void nonsenseIsNamed() {
        for (HealthConfig wrong : new HealthConfig[] {
            config().with("backends", "disable_by_file,enable_by_files").build(),
            config().with("backends", "disable_by_magic").build(),
            config().with("backends", "disable_by_files_ports")
                    .with("disable_by_file_paths", "x:y")
                    .build(),
            config().with("allowed_source_ranges", "localhost").build(),
            config().with("allowed_source_ranges", "10.0.0.0/33").build()
        }) {
            assertThrows(IllegalArgumentException.class, () -> server.health.modified(wrong));
        }
    }
}
