package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.FreePorts;
import org.vitrine.spi.testkit.server.MariaDbServer;

/**
 * Two nodes on one database and two stores; one of them is killed at random moments of imports, conversions and copies.
 * Every image ends active and whole in each store that it names, or as it was, with a reason.
 * {@code -Dvitrine.nodes.rounds=30} kills more often.
 */
public class NodesIT {
    private static final Logger LOG = LoggerFactory.getLogger(NodesIT.class);
    private static final int ROUNDS = Integer.getInteger("vitrine.nodes.rounds", 2);
    private static final int LENGTH = 24 << 20;
    private static final long MOST_MILLIS = 2500;
    private static final long SETTLE_SECONDS = 180;
    private static final Pattern STATUS = Pattern.compile("\"status\": ?\"([a-z_]+)\"");
    private static final Pattern MESSAGE = Pattern.compile("\"message\": ?\"([^\"]+)\"");
    private static final Set<String> STORES = Set.of("fast", "safe");

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final List<Distribution> NODES = new ArrayList<>();
    private static final ExecutorService CLIENTS = Executors.newCachedThreadPool();

    private static Path root;
    private static MariaDbServer database;
    private static String url;
    private static HttpServer web;
    private static String rawHash;

    /** The SHA-512 that each image must have. */
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    /** Imports that were accepted. */
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    @BeforeClass
    public static void start() throws Exception {
        root = FOLDER.getRoot().toPath();
        database = MariaDbServer.start();
        url = database.newDatabase();
        serveData();
        for (String name : List.of("a", "b")) {
            int port = FreePorts.take();
            Path config = Files.createDirectories(root.resolve("config-" + name));
            configure(config, port);
            NODES.add(Distribution.start(port, root.resolve("data-" + name), "--config", config.toString()));
        }
    }

    @AfterClass
    public static void stop() throws Exception {
        for (Distribution node : NODES) {
            node.close();
        }
        CLIENTS.shutdown();
        web.stop(0);
        database.close();
        assertTrue(CLIENTS.awaitTermination(10, TimeUnit.SECONDS));
    }

    private static void configure(Path config, int port) throws IOException {
        Files.writeString(config.resolve("org.ops4j.datasource-vitrine.cfg"), """
                dataSourceName = vitrine
                osgi.jdbc.driver.class = org.mariadb.jdbc.Driver
                url = %s
                user = %s
                password =
                ops4j.preHook = vitrineSchema
                pool = hikari
                hikari.poolName = vitrine
                hikari.initializationFailTimeout = -1
                hikari.transactionIsolation = TRANSACTION_READ_COMMITTED
                """.formatted(url, database.user()));
        Files.writeString(
                config.resolve("org.vitrine.core.stores.cfg"),
                "enabled.backends = fast,safe\ndefault.backend = fast\n");
        for (String store : STORES) {
            Files.writeString(
                    config.resolve("org.vitrine.store.filesystem-" + store + ".cfg"),
                    "vitrine.store.id = " + store + "\nfilesystem.store.datadir = " + root.resolve(store) + "\n");
        }
        Files.writeString(
                config.resolve("org.vitrine.core.images.cfg"),
                "worker.self.reference.url = http://127.0.0.1:" + port + "\n");
        Files.writeString(
                config.resolve("org.vitrine.core.importing.cfg"), "image.import.plugins = image_conversion\n");
        Files.writeString(config.resolve("org.vitrine.importing.conversion.cfg"), "conversion.format = raw\n");
        Files.writeString(
                config.resolve("org.vitrine.importing.ovf.cfg"),
                "ovf.metadata.file = " + root.resolve("ovf-metadata.json") + "\n");
        Files.writeString(
                config.resolve("org.vitrine.importing.download.cfg"),
                "allowed.hosts = 127.0.0.1\nallowed.ports = " + web.getAddress().getPort() + "\n");
    }

    /** A raw disk and the same one as qcow2, on a server of the web. */
    private static void serveData() throws Exception {
        Path raw = root.resolve("disk.raw");
        try (InputStream data = Data.stream(1, LENGTH)) {
            Files.copy(data, raw);
        }
        rawHash = Data.sha512(Files.newInputStream(raw));
        Path qcow2 = root.resolve("disk.qcow2");
        Command.run(root, List.of("qemu-img", "convert", "-O", "qcow2", raw.toString(), qcow2.toString()));
        makeArchive(raw);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(200, Files.size(file));
            try (OutputStream out = exchange.getResponseBody()) {
                Files.copy(file, out);
            }
        });
        web.setExecutor(CLIENTS);
        web.start();
    }

    /** The same disk in an archive of a virtual machine. */
    private static void makeArchive(Path raw) throws Exception {
        Files.writeString(root.resolve("ovf-metadata.json"), "{\"cim_pasd\": [\"InstructionSet\"]}");
        Files.writeString(root.resolve("vm.ovf"), """
                <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
                  xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ProcessorAllocationSettingData">
                  <References><File ovf:id="f" ovf:href="disk.vmdk"/></References>
                  <DiskSection><Disk ovf:diskId="d" ovf:fileRef="f"/></DiskSection>
                  <VirtualSystem><Item><p:InstructionSet>x86</p:InstructionSet></Item></VirtualSystem>
                </Envelope>
                """);
        String vmdk = root.resolve("disk.vmdk").toString();
        Command.run(
                root,
                List.of("qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", raw.toString(), vmdk));
        Command.run(root, List.of("tar", "-cf", "vm.ova", "vm.ovf", "disk.vmdk"));
    }

    private static String link(String file) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/" + file;
    }

    @Test
    @Covers({"STG-8", "DEL-8", "IMP-24", "PROXY-1", "PROXY-2", "PROXY-7"})
    public void whatOneNodeHasAnotherImports() throws Exception {
        ImageClient first = NODES.get(0).client();
        ImageClient second = NODES.get(1).client();
        String id = first.create("staged elsewhere");
        stage(first, id, 7);
        hashes.put(id, Data.sha512(Data.stream(7, LENGTH)));
        importInto(second, id, "{\"name\": \"glance-direct\"}");
        settle();
        assertWhole(id);
        delete(id);
        assertNothingLeft();
        String dropped = first.create("never imported");
        stage(first, dropped, 8);
        second.delete(dropped);
        assertNothingLeft();
    }

    @Test
    @Covers({"TASK-2", "TASK-21", "op:TASK-7", "op:TASK-10", "op:TASK-11", "op:TASK-12", "op:TASK-13"})
    public void aTaskMakesARawImageOfAnArchive() throws Exception {
        ImageClient client = NODES.get(0).client();
        String good = task(client, "vm.ova", "vmdk");
        String id = all(Pattern.compile("\"image_id\": ?\"([^\"]+)\""), good).get(0);
        String image = client.get("/v2/images/" + id);
        for (String fact : List.of(
                "\"status\": ?\"active\"",
                "\"disk_format\": ?\"raw\"",
                "\"container_format\": ?\"bare\"",
                "\"size\": ?" + LENGTH,
                "\"virtual_size\": ?" + LENGTH,
                "\"cim_pasd_InstructionSet\": ?\"x86\"",
                rawHash)) {
            assertTrue(
                    fact + " in " + image, Pattern.compile(fact).matcher(image).find());
        }
        assertEquals(
                rawHash, Data.sha512(Files.newInputStream(root.resolve("fast").resolve(id))));
        delete(id);
        String bad = task(client, "disk.raw", "raw");
        assertEquals("failure", all(STATUS, bad).get(0));
        assertTrue(bad, all(MESSAGE, bad).get(0).contains("no tar archive"));
        assertNothingLeft();
    }

    /** A task that ended: it imports a file of the web as an archive. */
    private static String task(ImageClient client, String file, String diskFormat) throws Exception {
        String body = "{\"type\": \"import\", \"input\": {\"import_from\": \"" + link(file)
                + "\", \"import_from_format\": \"\", \"image_properties\": {\"name\": \"vm\", \"disk_format\": \""
                + diskFormat + "\", \"container_format\": \"ova\"}}}";
        String created = client.expect(
                201,
                client.request("/v2/tasks")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
        String path = all(Pattern.compile("\"self\": ?\"([^\"]+)\""), created).get(0);
        AbstractContainerIT.await("the task ends", SETTLE_SECONDS, () -> {
            String status = all(STATUS, client.get(path)).get(0);
            return Set.of("success", "failure").contains(status);
        });
        return client.get(path);
    }

    @Test
    public void noNodeThatDiesLeavesAnImportHalfDone() throws Exception {
        Random random = new Random(2023);
        Map<String, Integer> counts = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> images = images();
            List<Future<?>> work = new ArrayList<>();
            int number = 0;
            for (Map.Entry<String, String> image : images.entrySet()) {
                ImageClient client = NODES.get(number++ % NODES.size()).client();
                work.add(CLIENTS.submit(() -> begin(client, image.getKey(), image.getValue())));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(MOST_MILLIS)));
            Distribution victim = NODES.get(round % NODES.size());
            victim.kill();
            for (Future<?> begun : work) {
                begun.get(60, TimeUnit.SECONDS);
            }
            victim.start();
            settle();
            for (Map.Entry<String, String> image : images.entrySet()) {
                String kind = image.getValue() + " " + assertEnded(image.getKey(), image.getValue());
                counts.merge(kind, 1, Integer::sum);
            }
            for (String id : images.keySet()) {
                delete(id);
            }
            assertNothingLeft();
        }
        Counts.tell("killed one of two nodes %d times: %s", ROUNDS, counts);
    }

    /** Fresh images by id, and what will be done to each. */
    private Map<String, String> images() throws Exception {
        hashes.clear();
        accepted.clear();
        Map<String, String> images = new TreeMap<>();
        ImageClient client = NODES.get(0).client();
        for (String kind : List.of("staged", "downloaded", "converted", "copied", "staged", "downloaded")) {
            String id = client.create(kind);
            images.put(id, kind);
            hashes.put(id, rawHash);
            if (kind.equals("copied")) {
                client.upload(id, BodyPublishers.ofInputStream(() -> Data.stream(1, LENGTH)));
            } else if (kind.equals("converted")) {
                format(client, id);
            }
        }
        return images;
    }

    private static void format(ImageClient client, String id) throws Exception {
        client.expect(
                200,
                client.request("/v2/images/" + id)
                        .header("Content-Type", "application/openstack-images-v2.1-json-patch")
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        "[{\"op\": \"replace\", \"path\": \"/disk_format\", \"value\": \"qcow2\"}]")));
    }

    private void begin(ImageClient client, String id, String kind) {
        try {
            switch (kind) {
                case "staged" -> {
                    stage(client, id, 1);
                    importInto(client, id, "{\"name\": \"glance-direct\"}");
                }
                case "copied" -> importInto(client, id, "{\"name\": \"copy-image\"}");
                default ->
                    importInto(
                            client,
                            id,
                            "{\"name\": \"web-download\", \"uri\": \""
                                    + link(kind.equals("converted") ? "disk.qcow2" : "disk.raw") + "\"}");
            }
        } catch (IOException e) {
            LOG.debug("the request for {} was cut off", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void stage(ImageClient client, String id, long seed) throws IOException, InterruptedException {
        client.expect(
                204,
                client.request("/v2/images/" + id + "/stage")
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofInputStream(() -> Data.stream(seed, LENGTH))));
    }

    private void importInto(ImageClient client, String id, String method) throws IOException, InterruptedException {
        String stores = method.contains("copy-image") ? "[\"safe\"]" : "[\"fast\", \"safe\"]";
        client.expect(
                202,
                client.request("/v2/images/" + id + "/import")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"method\": " + method + ", \"stores\": " + stores + "}")));
        accepted.add(id);
    }

    /** Waits until no image is in between and no task runs, as both nodes see it. */
    private void settle() {
        AbstractContainerIT.await("imports have ended", SETTLE_SECONDS, () -> {
            for (String id : hashes.keySet()) {
                for (Distribution node : NODES) {
                    ImageClient client = node.client();
                    String status = all(STATUS, client.get("/v2/images/" + id)).get(0);
                    List<String> tasks = all(STATUS, client.get("/v2/images/" + id + "/tasks"));
                    boolean between = status.equals("importing") || status.equals("saving");
                    if (between || !Set.of("success", "failure").containsAll(tasks)) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** How it ended. */
    private String assertEnded(String id, String kind) throws Exception {
        ImageClient client = NODES.get(0).client();
        String tasks = client.get("/v2/images/" + id + "/tasks");
        boolean done = all(STATUS, tasks).contains("success");
        boolean failed = all(STATUS, tasks).contains("failure");
        if (accepted.contains(id)) {
            assertTrue("what was accepted has a task: " + tasks, done || failed);
        }
        String status = all(STATUS, client.get("/v2/images/" + id)).get(0);
        if (done) {
            assertWhole(id);
            return "done";
        }
        if (failed) {
            assertFalse("with a reason: " + tasks, all(MESSAGE, tasks).isEmpty());
        }
        if (kind.equals("copied")) {
            assertEquals("active", status);
            assertEquals(Set.of("fast"), storesOf(client, id));
            assertEquals(
                    rawHash,
                    Data.sha512(Files.newInputStream(root.resolve("fast").resolve(id))));
        } else {
            // An upload into staging that was not followed by its import waits for it.
            assertTrue(status, status.equals("queued") || !failed && status.equals("uploading"));
        }
        return failed ? "failed with a reason" : "not asked for in time";
    }

    private void assertWhole(String id) throws Exception {
        ImageClient client = NODES.get(1).client();
        String image = client.get("/v2/images/" + id);
        assertEquals(image, "active", all(STATUS, image).get(0));
        assertTrue(image, image.contains(hashes.get(id)));
        assertEquals(STORES, storesOf(client, id));
        for (String store : STORES) {
            assertEquals(
                    store,
                    hashes.get(id),
                    Data.sha512(Files.newInputStream(root.resolve(store).resolve(id))));
        }
        assertEquals(hashes.get(id), Data.sha512(client.download(id)));
    }

    private static Set<String> storesOf(ImageClient client, String id) throws Exception {
        Matcher stores = Pattern.compile("\"stores\": ?\"([^\"]*)\"").matcher(client.get("/v2/images/" + id));
        return stores.find() ? new TreeSet<>(List.of(stores.group(1).split(","))) : Set.of();
    }

    private void delete(String id) throws Exception {
        NODES.get(0).client().delete(id);
        hashes.remove(id);
    }

    private void assertNothingLeft() throws IOException {
        AbstractContainerIT.await("no file is left: " + files(), SETTLE_SECONDS, () -> files().isEmpty());
    }

    private Set<Path> files() throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String directory : List.of("fast", "safe", "data-a/staging", "data-b/staging")) {
            files.addAll(Footprint.files(root.resolve(directory)));
        }
        return files;
    }
}
