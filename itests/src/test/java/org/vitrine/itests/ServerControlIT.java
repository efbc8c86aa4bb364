package org.vitrine.itests;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.FreePorts;
import org.vitrine.spi.testkit.server.ProxyServer;

/** The command that operators have for the server: {@code bin/vitrine} of the distribution. */
public class ServerControlIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final Path BUILT = Path.of(System.getProperty("vitrine.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("karaf-assembly/target/assembly");
    private static final int STOPPED = 3;
    private static final long PATIENCE_SECONDS = 120;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path distribution = BUILT;
    private Path data;
    private Path config;
    private int port;

    @Before
    public void prepare() throws IOException {
        data = FOLDER.newFolder().toPath();
        config = FOLDER.newFolder().toPath();
        port = FreePorts.take();
    }

    @After
    public void stop() throws Exception {
        vitrine("stop", "--timeout", "20");
    }

    private Command.Outcome vitrine(String command, String... options) throws Exception {
        List<String> line = new ArrayList<>(
                List.of(distribution.resolve("bin/vitrine").toString(), command, "--data", data.toString()));
        line.addAll(Arrays.asList(options));
        return Command.outcome(data, line);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> create(String tags) throws Exception {
        return send(HttpRequest.newBuilder(uri("/v2/images"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"disk_format\":\"raw\",\"container_format\":\"bare\",\"tags\":[" + tags + "]}")));
    }

    @Test
    public void shipsJarsThatNeedNotBeDecompressed() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(BUILT.resolve("system"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        assertFalse("no jars at all", jars.isEmpty());
        for (Path jar : jars) {
            try (ZipFile entries = new ZipFile(jar.toFile())) {
                assertTrue(
                        jar + " is compressed",
                        entries.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED));
            }
        }
    }

    @Test
    @Covers("op:IMP-51")
    public void goesOutThroughTheProxyOfItsEnvironment() throws Exception {
        byte[] disk = "a disk".getBytes(StandardCharsets.US_ASCII);
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, disk.length);
            exchange.getResponseBody().write(disk);
            exchange.close();
        });
        web.start();
        Files.writeString(
                config.resolve("org.vitrine.importing.download.cfg"), "allowed.hosts = localhost\nallowed.ports =\n");
        try (ProxyServer proxy = ProxyServer.start("vitrine", "confidential")) {
            String way = "http://vitrine:confidential@127.0.0.1:" + proxy.port();
            try (Distribution server =
                    Distribution.start(Map.of("http_proxy", way), data, "--config", config.toString())) {
                ImageClient client = server.client();
                String id = client.create("from outside");
                String uri = "http://localhost:" + web.getAddress().getPort() + "/disk";
                client.expect(
                        202,
                        client.request("/v2/images/" + id + "/import")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"method\": {\"name\": \"web-download\", \"uri\": \"" + uri + "\"}}")));
                AbstractContainerIT.await("the import ends", PATIENCE_SECONDS, () -> {
                    return client.get("/v2/images/" + id + "/tasks")
                            .matches("(?s).*\"status\": ?\"(success|failure)\".*");
                });
                try (InputStream stored = client.download(id)) {
                    assertArrayEquals(disk, stored.readAllBytes());
                }
                assertTrue(proxy.log(), proxy.log().contains("GET " + uri));
                assertFalse("its own checks go no detours", proxy.log().contains("/versions"));
                assertFalse(server.log().contains("confidential"));
            }
        } finally {
            web.stop(0);
        }
    }

    @Test
    @Covers({"op:CFG-20", "op:CFG-25"})
    public void startsReloadsAndStopsWithoutCuttingTransfersOff() throws Exception {
        assertEquals(STOPPED, vitrine("status").status());
        Command.Outcome started = vitrine("start", "--port", String.valueOf(port), "--config", config.toString());
        assertEquals(started.output(), 0, started.status());
        assertTrue(started.output(), started.output().contains("Vitrine serves the Image API at"));
        String status = vitrine("status").output();
        assertTrue(
                status, status.matches("Vitrine is running \\(pid \\d+\\) at http://127\\.0\\.0\\.1:" + port + "\n"));
        assertTrue(vitrine("start").output().contains("running already"));

        HttpResponse<String> created = create("\"a\",\"b\"");
        assertEquals(created.body(), 201, created.statusCode());
        Files.writeString(config.resolve("org.vitrine.core.images.cfg"), "image.tag.quota = 1\n");
        Command.Outcome reloaded = vitrine("reload");
        assertEquals(reloaded.output(), 0, reloaded.status());
        assertEquals(413, create("\"a\",\"b\"").statusCode());

        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        String id = created.body().replaceAll("(?s).*\"id\": ?\"([^\"]+)\".*", "$1");
        CompletableFuture<HttpResponse<String>> upload = http.sendAsync(
                HttpRequest.newBuilder(uri("/v2/images/" + id + "/file"))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Halting(begun, end)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        CompletableFuture<Command.Outcome> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                return vitrine("stop");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        AbstractContainerIT.await(
                "it says that it goes",
                PATIENCE_SECONDS,
                () -> send(HttpRequest.newBuilder(uri("/healthcheck"))).statusCode() == 503);
        assertEquals(503, create("").statusCode());
        end.countDown();
        assertEquals(204, upload.get(PATIENCE_SECONDS, TimeUnit.SECONDS).statusCode());
        assertEquals(0, stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS).status());
        assertEquals(STOPPED, vitrine("status").status());

        Path classes = data.resolve("classes.jsa");
        AbstractContainerIT.await(
                "the classes are kept for the next start", PATIENCE_SECONDS, () -> Files.exists(classes));
        assertEquals(0, vitrine("restart").status());
        assertTrue(maps().contains(classes.toString()));
        assertTrue(send(HttpRequest.newBuilder(uri("/v2/images/" + id))).body().contains("active"));
        assertEquals(List.of(), openToOthers());
    }

    /** What the server has written that other users of the machine could read; the shipped configuration is no secret. */
    private List<Path> openToOthers() throws IOException {
        try (Stream<Path> written = Files.walk(data)) {
            return written.filter(file -> !file.equals(data) && !file.startsWith(data.resolve("etc")))
                    .filter(file ->
                            !Files.isSymbolicLink(file) && permissions(file).contains(OTHERS_READ))
                    .toList();
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What files the running server has in its memory. */
    private String maps() throws IOException {
        String pid = Files.readString(data.resolve("vitrine.pid")).strip();
        return Files.readString(Path.of("/proc", pid, "maps"));
    }

    @Test
    public void refusesToStartWithAFileThatCannotBeUsedAndTellsOfOneThatChanges() throws Exception {
        Path images = config.resolve("org.vitrine.core.images.cfg");
        Files.writeString(images, "# hashes\nhashing.algorithm = sha5\n");
        Command.Outcome refused = vitrine("start", "--port", String.valueOf(port), "--config", config.toString());
        assertEquals(refused.output(), 1, refused.status());
        String reason = "org.vitrine.core.images.cfg:2: hashing.algorithm: 'sha5' is not one of";
        assertTrue(refused.output(), refused.output().contains("ERROR: " + reason));
        assertEquals(STOPPED, vitrine("status").status());

        Files.delete(images);
        Path conversion = config.resolve("org.vitrine.importing.conversion.cfg");
        Files.writeString(conversion, "output.format = qcow2\noutput.fromat = raw\n");
        Files.writeString(config.resolve("org.vitrine.stor.http-web.cfg"), "vitrine.store.id = web\n");
        Command.Outcome started = vitrine("start", "--port", String.valueOf(port), "--config", config.toString());
        assertEquals(started.output(), 0, started.status());
        List<String> unknown = List.of(
                "org.vitrine.importing.conversion.cfg:2: no installed bundle knows the key output.fromat"
                        + " (did you mean output.format?); it has no effect",
                "org.vitrine.stor.http-web.cfg: no installed bundle is configured by org.vitrine.stor.http"
                        + " (did you mean org.vitrine.store.http-web.cfg?); it has no effect");
        for (String line : unknown) {
            assertTrue(started.output(), started.output().contains("WARNING: " + line + "\n"));
        }
        assertEquals(unknown, warnings());
        Files.delete(config.resolve("org.vitrine.stor.http-web.cfg"));
        Files.writeString(conversion, "output.format = vdi\n");
        Command.Outcome reloaded = vitrine("reload");
        assertEquals(reloaded.output(), 1, reloaded.status());
        assertTrue(
                reloaded.output(), reloaded.output().contains("org.vitrine.importing.conversion.cfg:1: output.format"));
        assertEquals("all else goes on", 201, create("").statusCode());

        Files.writeString(conversion, "output.format = vmdk\n");
        Files.writeString(images, "image.tag.quota = 1\nhashing.algorithm = sha5\nimage_tag_quota = 1\n");
        Command.Outcome kept = vitrine("reload");
        assertEquals(kept.output(), 1, kept.status());
        assertTrue(
                kept.output(),
                kept.output().contains(reason + " ") && kept.output().contains("stays until"));
        assertFalse(kept.output(), kept.output().contains("conversion"));
        String misspelt = "org.vitrine.core.images.cfg:3: no installed bundle knows the key image_tag_quota"
                + " (did you mean image.tag.quota?); it has no effect";
        assertTrue(kept.output(), kept.output().contains("WARNING: " + misspelt + "\n"));
        assertEquals("what was before stays", 201, create("\"a\",\"b\"").statusCode());

        Files.writeString(images, "image.tag.quota = 1\n");
        Command.Outcome mended = vitrine("reload");
        assertEquals(mended.output(), 0, mended.status());
        assertEquals(413, create("\"a\",\"b\"").statusCode());
        assertEquals(
                "once each",
                Stream.concat(unknown.stream(), Stream.of(misspelt)).toList(),
                warnings());
    }

    /** What the log warns of in {@code .cfg} files. */
    private List<String> warnings() throws IOException {
        return Files.readAllLines(data.resolve("log/vitrine.log")).stream()
                .filter(line -> line.contains(" WARN ") && line.contains("no installed bundle"))
                .map(line -> line.substring(line.indexOf("org.vitrine.")))
                .toList();
    }

    @Test
    public void whatIsPreparedFitsOneDistributionAndNoConfiguration() throws Exception {
        Path unpacked = FOLDER.getRoot().toPath().resolve("unpacked");
        Command.run(data, List.of("cp", "-R", BUILT.toString(), unpacked.toString()));
        distribution = unpacked;
        Command.run(data, List.of(unpacked.resolve("bin/vitrine").toString(), "prepare"));
        String again = Command.run(data, List.of(unpacked.resolve("bin/vitrine").toString(), "prepare"));
        assertTrue(again, again.contains("prepared already"));
        assertFalse(Files.exists(unpacked.resolve("prepared.new")));
        for (String name : List.of(".build", "cache", "classes.jsa")) {
            Path kept = unpacked.resolve("prepared").resolve(name);
            assertTrue("anybody may start from " + name, permissions(kept).contains(OTHERS_READ));
        }

        Files.writeString(
                config.resolve("org.vitrine.core.identity.cfg"), "driver.target = (vitrine.driver=headers)\n");
        Files.writeString(config.resolve("org.vitrine.identity.headers.cfg"), "trusted.proxies = 127.0.0.0/8\n");
        Command.Outcome started = vitrine("start", "--port", String.valueOf(port), "--config", config.toString());
        assertEquals(started.output(), 0, started.status());
        assertEquals(
                "the configuration is in force with the first answer",
                401,
                create("").statusCode());
        assertTrue(maps().contains(unpacked.resolve("prepared/classes.jsa").toString()));
        assertEquals(0, vitrine("stop").status());

        Path moved = FOLDER.getRoot().toPath().resolve("moved");
        Files.move(unpacked, moved);
        distribution = moved;
        Command.Outcome elsewhere = vitrine("restart");
        assertEquals(elsewhere.output(), 0, elsewhere.status());
        assertEquals(401, create("").statusCode());
        assertFalse(maps().contains("prepared/classes.jsa"));
    }

    @Test
    public void saysThatItCannotListen() throws Exception {
        // RFC 5737: no machine has this address.
        Command.Outcome refused = vitrine("start", "--host", "192.0.2.1", "--port", String.valueOf(port));
        assertEquals(refused.output(), 1, refused.status());
        assertTrue(
                refused.output(),
                refused.output().contains("the server cannot listen at 192.0.2.1, port " + port + ": BindException"));
        assertEquals(STOPPED, vitrine("status").status());
    }

    @Test
    public void theShellIsOffUnlessItIsAskedFor() throws Exception {
        try (ServerSocket karafs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = karafs.getLocalPort();
            Files.writeString(config.resolve("org.apache.karaf.shell.cfg"), "sshHost=127.0.0.1\nsshPort=" + taken);
            Command.Outcome started = vitrine("start", "--port", String.valueOf(port), "--config", config.toString());
            assertEquals(started.output(), 0, started.status());
            String log = Files.readString(data.resolve("log/vitrine.log"));
            assertFalse(log, log.contains("SSH server"));
            assertFalse(log, log.contains(" ERROR "));

            Command.Outcome refused = vitrine("restart", "--ssh-port", String.valueOf(taken));
            assertEquals(1, refused.status());
            assertTrue(refused.output(), refused.output().contains("port " + taken + " of 127.0.0.1 is in use"));
        }
        Files.delete(config.resolve("org.apache.karaf.shell.cfg"));
        Files.writeString(
                config.resolve("users.properties"),
                "karaf = karaf,_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n");
        Command.Outcome started = vitrine(
                "start",
                "--port",
                String.valueOf(port),
                "--config",
                config.toString(),
                "--ssh-port",
                String.valueOf(FreePorts.take()));
        assertEquals(started.output(), 0, started.status());
        Command.Outcome report = vitrine("config-report");
        assertEquals(report.output(), 0, report.status());
        assertTrue(report.output(), report.output().contains("No Glance configuration"));
    }

    /** A body that halts in its middle until it may end. */
    private static final class Halting extends InputStream {
        private final CountDownLatch begun;
        private final CountDownLatch end;
        private int left = 1 << 20;

        Halting(CountDownLatch begun, CountDownLatch end) {
            this.begun = begun;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            if (left <= 1 << 19) {
                begun.countDown();
                try {
                    assertTrue(end.await(2 * PATIENCE_SECONDS, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            int count = Math.min(length, Math.min(left, 1 << 16));
            left -= count;
            return count;
        }
    }
}
