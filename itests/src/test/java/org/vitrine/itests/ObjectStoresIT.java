package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.RadosGateway;
import org.vitrine.spi.testkit.server.SwiftServer;

/** Real object stores beside files: Ceph's S3 and Swift. */
public class ObjectStoresIT {
    private static final long PATIENCE_SECONDS = 120;
    /** Several parts in either store. */
    private static final int LENGTH = 12_345_678;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Path files;
    private static RadosGateway ceph;
    private static SwiftServer swift;
    private static Distribution server;
    private static ImageClient client;

    @BeforeClass
    public static void start() throws Exception {
        ceph = RadosGateway.start();
        swift = SwiftServer.start();
        Path root = FOLDER.getRoot().toPath();
        files = root.resolve("files");
        Path config = Files.createDirectory(root.resolve("config"));
        Files.writeString(
                config.resolve("org.vitrine.core.stores.cfg"),
                "enabled.backends = files,ceph,swift\ndefault.backend = files\n");
        Files.writeString(
                config.resolve("org.vitrine.store.filesystem-main.cfg"),
                "vitrine.store.id = files\nfilesystem.store.datadir = " + files + "\n");
        Files.writeString(config.resolve("org.vitrine.store.s3-ceph.cfg"), configuration(ceph));
        Files.writeString(config.resolve("org.vitrine.store.swift-swift.cfg"), """
                vitrine.store.id = swift
                swift.store.auth.version = 1
                swift.store.auth.address = %s
                swift.store.user = %s
                swift.store.key = %s
                swift.store.container = images
                swift.store.create.container.on.put = true
                swift.store.large.object.size = 5
                swift.store.large.object.chunk.size = 5
                """.formatted(
                        swift.authUri(), SwiftServer.USER, SwiftServer.KEY));
        server = Distribution.start(root.resolve("data"), "--config", config.toString());
        client = server.client();
    }

    /** Of the store {@code ceph}. */
    static String configuration(RadosGateway ceph) {
        return """
                vitrine.store.id = ceph
                s3.store.host = %s
                s3.store.access.key = %s
                s3.store.secret.key = %s
                s3.store.bucket = images
                s3.store.create.bucket.on.put = true
                s3.store.large.object.size = 5
                s3.store.large.object.chunk.size = 5
                """.formatted(ceph.uri(), RadosGateway.ACCESS_KEY, RadosGateway.SECRET_KEY);
    }

    @AfterClass
    public static void stop() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {server, ceph, swift}) {
            if (one != null) {
                one.close();
            }
        }
    }

    /** After every test, whatever it was about. */
    @After
    public void nothingIsLeft() {
        AbstractContainerIT.await(
                "nothing is left", PATIENCE_SECONDS, () -> remains().isEmpty());
    }

    private static Set<String> remains() throws IOException, InterruptedException {
        Set<String> all = new TreeSet<>(ceph.entries("images"));
        all.addAll(swift.objects("images"));
        Footprint.files(files).forEach(file -> all.add(file.toString()));
        return all;
    }

    private static BodyPublisher data(long seed) {
        return BodyPublishers.ofInputStream(() -> Data.stream(seed, LENGTH));
    }

    private static HttpResponse<String> upload(String id, String store, long seed)
            throws IOException, InterruptedException {
        return client.send(client.uploading(id, data(seed)).header("X-Image-Meta-Store", store));
    }

    /** What a test does to a server. */
    private interface Event {
        void happen() throws IOException, InterruptedException;
    }

    /** Data, and an event once a store is known to have some of it and there is more to come. */
    private static BodyPublisher interrupted(long seed, Callable<Set<String>> stored, Event event) {
        InputStream head = Data.stream(seed, LENGTH * 2L / 3);
        InputStream now = new InputStream() {
            @Override
            public int read() throws IOException {
                AbstractContainerIT.await(
                        "the store has some of it",
                        PATIENCE_SECONDS,
                        () -> !stored.call().isEmpty());
                try {
                    event.happen();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
                return -1;
            }
        };
        InputStream tail = Data.stream(seed + 1, LENGTH);
        return BodyPublishers.ofInputStream(
                () -> new SequenceInputStream(Collections.enumeration(List.of(head, now, tail))));
    }

    private static void assertHolds(String id, long seed) throws IOException, InterruptedException {
        assertEquals(Data.sha512(Data.stream(seed, LENGTH)), Data.sha512(client.download(id)));
    }

    private static String property(String id, String name) throws IOException, InterruptedException {
        Matcher value = Pattern.compile("\"" + name + "\": ?\"([^\"]*)\"").matcher(client.get("/v2/images/" + id));
        return value.find() ? value.group(1) : "";
    }

    private static void importInto(String id, String method, List<String> stores, boolean all)
            throws IOException, InterruptedException {
        String body = "{\"method\": {\"name\": \"%s\"}, \"stores\": [\"%s\"], \"all_stores_must_succeed\": %s}"
                .formatted(method, String.join("\", \"", stores), all);
        client.expect(202, client.posting("/v2/images/" + id + "/import", body));
        AbstractContainerIT.await(
                "the import has ended",
                PATIENCE_SECONDS,
                () -> !property(id, "status").equals("importing")
                        && property(id, "os_glance_importing_to_stores").isEmpty()
                        && property(id, "os_glance_import_task").isEmpty());
    }

    private static String staged(long seed) throws IOException, InterruptedException {
        String id = client.create("staged");
        client.stage(id, data(seed));
        return id;
    }

    private static Set<String> storesOf(String id) throws IOException, InterruptedException {
        String stores = property(id, "stores");
        return stores.isEmpty() ? Set.of() : new TreeSet<>(List.of(stores.split(",")));
    }

    @Test
    @Covers({"STORE-8", "STORE-13", "STORE-S3-24", "STORE-SWIFT-35"})
    public void keepDataOfUnknownLengthInParts() throws Exception {
        for (String store : List.of("ceph", "swift")) {
            String id = client.create(store);
            assertEquals(204, upload(id, store, 1).statusCode());
            assertEquals(Set.of(store), storesOf(id));
            assertHolds(id, 1);
            HttpResponse<String> part =
                    client.send(client.request("/v2/images/" + id + "/file").header("Range", "bytes=5242870-5242889"));
            assertEquals(206, part.statusCode());
            client.delete(id);
        }
    }

    @Test
    @Covers({"IMP-31", "IMP-34", "IMP-38"})
    public void areFilledByOneImport() throws Exception {
        String id = staged(2);
        importInto(id, "glance-direct", List.of("ceph", "files", "swift"), true);

        assertEquals("active", property(id, "status"));
        assertEquals(Set.of("ceph", "files", "swift"), storesOf(id));
        assertEquals(Set.of(id), ceph.entries("images"));
        assertEquals(LENGTH, Files.size(files.resolve(id)));
        assertEquals(true, swift.objects("images").contains(id));
        assertHolds(id, 2);
        client.delete(id);
    }

    @Test
    @Covers({"IMP-34", "IMP-36", "IMP-53"})
    public void getACopyOnceTheyAreBack() throws Exception {
        String id = staged(3);
        ceph.kill();
        importInto(id, "glance-direct", List.of("ceph", "files", "swift"), false);
        assertEquals("active", property(id, "status"));
        assertEquals(Set.of("files", "swift"), storesOf(id));
        assertEquals("ceph", property(id, "os_glance_failed_import"));

        ceph.resume();
        importInto(id, "copy-image", List.of("ceph"), true);
        assertEquals(Set.of("ceph", "files", "swift"), storesOf(id));
        assertEquals("", property(id, "os_glance_failed_import"));
        assertEquals(Set.of(id), ceph.entries("images"));
        client.delete(id);
    }

    @Test
    @Covers({"STORE-10", "UP-10"})
    public void refuseWhileTheyAreAway() throws Exception {
        String first = client.create("refused");
        String second = client.create("refused, too");
        ceph.kill();
        swift.stop();
        try {
            assertEquals(503, upload(first, "ceph", 4).statusCode());
            assertEquals("queued", property(first, "status"));
            assertEquals(503, upload(second, "swift", 4).statusCode());
            assertEquals("queued", property(second, "status"));
        } finally {
            ceph.resume();
            swift.resume();
        }
        assertEquals(204, upload(first, "ceph", 4).statusCode());
        assertEquals(204, upload(second, "swift", 4).statusCode());
        assertHolds(first, 4);
        assertHolds(second, 4);
        client.delete(first);
        client.delete(second);
    }

    @Test
    @Covers({"STORE-10", "UP-10"})
    public void losePartOfAnUploadAndKeepNobodyWaiting() throws Exception {
        String toCeph = client.create("lost in Ceph");
        int failed = send(toCeph, "ceph", interrupted(5, () -> ceph.entries("images"), ceph::kill));
        try {
            assertEquals(503, failed);
            assertNotEquals(Set.of(), ceph.entries("images"));
            assertGoesElsewhere(toCeph, "ceph");
        } finally {
            ceph.resume();
        }
        String toSwift = client.create("lost in Swift");
        failed = send(toSwift, "swift", interrupted(6, () -> swift.objects("images"), swift::stop));
        try {
            assertEquals(503, failed);
            assertGoesElsewhere(toSwift, "swift");
        } finally {
            swift.resume();
        }
        AbstractContainerIT.await(
                "nothing but the second attempts is there",
                PATIENCE_SECONDS,
                () -> remains().equals(paths(toCeph, toSwift)));
        for (String id : List.of(toCeph, toSwift)) {
            assertEquals(Set.of("files"), storesOf(id));
            assertHolds(id, 7);
            client.delete(id);
        }
    }

    private static int send(String id, String store, BodyPublisher body) throws IOException, InterruptedException {
        return client.send(client.uploading(id, body).header("X-Image-Meta-Store", store))
                .statusCode();
    }

    private static Set<String> paths(String... ids) {
        return Stream.of(ids).map(id -> files.resolve(id).toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** While the store is away the image takes its data elsewhere. */
    private static void assertGoesElsewhere(String id, String store) throws IOException, InterruptedException {
        assertEquals("queued", property(id, "status"));
        assertEquals(503, upload(id, store, 7).statusCode());
        assertEquals("queued", property(id, "status"));
        assertEquals(204, upload(id, "files", 7).statusCode());
        assertHolds(id, 7);
    }

    @Test
    @Covers({"STORE-10", "UP-10"})
    public void areClearedAfterACrashOfTheServerToo() throws Exception {
        String id = client.create("lost by all");
        BodyPublisher body = interrupted(8, () -> ceph.entries("images"), () -> {
            ceph.kill();
            server.kill();
        });
        assertThrows(IOException.class, () -> send(id, "ceph", body));
        try {
            server.start();
            AbstractContainerIT.await(
                    "it can be tried again",
                    PATIENCE_SECONDS,
                    () -> property(id, "status").equals("queued"));
            assertNotEquals(Set.of(), ceph.entries("images"));
            assertGoesElsewhere(id, "ceph");
        } finally {
            ceph.resume();
        }
        AbstractContainerIT.await(
                "nothing but the second attempt is there",
                PATIENCE_SECONDS,
                () -> remains().equals(paths(id)));
        assertHolds(id, 7);
        client.delete(id);
    }
}
