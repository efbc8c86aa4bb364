package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Clients that go away, a disk that is full or turns read-only: clear errors, and nothing is left behind. The images lie
 * on a file system of 16 MiB of its own, so this needs the right to mount.
 */
public class FailuresIT {
    private static final long PATIENCE_SECONDS = 120;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Path disk;
    private static Distribution server;
    private static ImageClient client;

    @BeforeClass
    public static void start() throws IOException, InterruptedException {
        Path root = FOLDER.getRoot().toPath();
        disk = Files.createDirectory(root.resolve("disk"));
        Assume.assumeTrue("needs the right to mount", mount("-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()));
        Path config = Files.createDirectory(root.resolve("config"));
        Files.writeString(
                config.resolve("org.vitrine.store.filesystem-main.cfg"),
                "vitrine.store.id = file\nfilesystem.store.datadir = " + disk + "\n");
        server = Distribution.start(root.resolve("data"), "--config", config.toString());
        client = server.client();
    }

    private static boolean mount(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("mount"), Stream.of(arguments)).toList();
        return Command.outcome(Path.of("/"), command).status() == 0;
    }

    @AfterClass
    public static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
        if (disk != null) {
            Command.outcome(Path.of("/"), List.of("umount", disk.toString()));
        }
    }

    @Test
    public void aClientThatGoesAwayDuringAnUploadLeavesNothing() throws Exception {
        String id = client.create("half");
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("PUT /v2/images/" + id + "/file HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
                                    + "Content-Length: 4000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[2_000_000]);
            out.flush();
            awaitStatus(id, "saving");
        }
        awaitStatus(id, "queued");
        AbstractContainerIT.await(
                "no file is left", PATIENCE_SECONDS, () -> Footprint.files(disk).isEmpty());
        client.upload(id, BodyPublishers.ofByteArray(new byte[1000]));
        client.delete(id);
    }

    @Test
    public void aClientThatGoesAwayDuringADownloadCostsNothing() throws Exception {
        String id = client.create("half");
        client.upload(id, BodyPublishers.ofByteArray(new byte[8 << 20]));
        for (int i = 0; i < 100; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(("GET /v2/images/" + id + "/file HTTP/1.1\r\nHost: x\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
            }
        }
        assertEquals(8 << 20, length(client.download(id)));
        AbstractContainerIT.await("every file is closed", PATIENCE_SECONDS, () -> openFiles() == 0);
        client.delete(id);
        assertEquals(Set.of(), Footprint.files(disk));
    }

    @Test
    public void aFullDiskRefusesAndLeavesNothing() throws Exception {
        String id = client.create("too large");
        // Not much more than fits: Java's client sees no answer before it has sent all, and the server takes what comes
        // after its answer for a second at most.
        HttpResponse<String> refused =
                client.send(client.uploading(id, BodyPublishers.ofInputStream(() -> Data.stream(1, 18 << 20))));
        assertEquals(refused.body(), 413, refused.statusCode());
        awaitStatus(id, "queued");
        assertEquals(Set.of(), Footprint.files(disk));
        client.upload(id, BodyPublishers.ofByteArray(new byte[1 << 20]));
        client.delete(id);
    }

    @Test
    public void aDiskThatTurnsReadOnlyRefusesAndKeepsWhatItHas() throws Exception {
        String kept = client.create("kept");
        client.upload(kept, BodyPublishers.ofByteArray(new byte[1000]));
        String id = client.create("refused");
        assertTrue(mount("-o", "remount,ro", disk.toString()));
        try {
            HttpResponse<String> refused =
                    client.send(client.uploading(id, BodyPublishers.ofByteArray(new byte[1000])));
            assertEquals(refused.body(), 503, refused.statusCode());
            assertEquals(1000, length(client.download(kept)));
            int deletion =
                    client.send(client.request("/v2/images/" + kept).DELETE()).statusCode();
            assertTrue("a record whose data cannot go stays: " + deletion, deletion == 403 || deletion == 503);
            assertEquals(1000, length(client.download(kept)));
        } finally {
            assertTrue(mount("-o", "remount,rw", disk.toString()));
        }
        awaitStatus(id, "queued");
        client.upload(id, BodyPublishers.ofByteArray(new byte[1000]));
        client.delete(id);
        client.delete(kept);
        assertEquals(Set.of(), Footprint.files(disk));
    }

    private static Socket connect() throws IOException {
        return new Socket(server.uri().getHost(), server.uri().getPort());
    }

    private static long length(InputStream stream) throws IOException {
        try (stream) {
            return stream.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void awaitStatus(String id, String status) {
        AbstractContainerIT.await(id + " is " + status, PATIENCE_SECONDS, () -> {
            return client.get("/v2/images/" + id).replace(" ", "").contains("\"status\":\"" + status + "\"");
        });
    }

    /** How many files of the disk the server has open. */
    private static long openFiles() {
        Path descriptors = Path.of("/proc", Long.toString(server.java().pid()), "fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(FailuresIT::isOnDisk).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOnDisk(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(disk);
        } catch (IOException e) {
            // It was closed between the listing and the look at it.
            return false;
        }
    }
}
