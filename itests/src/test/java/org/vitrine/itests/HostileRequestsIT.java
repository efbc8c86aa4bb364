package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The whole server under requests that are wrong in every part, made from valid ones of every route: each is answered,
 * none by a failure of the server, and nothing stays behind. {@code -Dvitrine.fuzz.requests=100000} sends more of them,
 * {@code -Dvitrine.fuzz.seed} others, {@code -Dvitrine.fuzz.config} names a directory whose files are added to the
 * server's configuration, another database for example.
 */
public class HostileRequestsIT {
    private static final int REQUESTS = Integer.getInteger("vitrine.fuzz.requests", 6000);
    private static final long SEED = Long.getLong("vitrine.fuzz.seed", 2023);
    private static final int CLIENTS = 8;
    /** The share of the sessions after which everything that a server keeps for good is there. */
    private static final int WARM_UP = 4;

    private static final long MOST_GROWTH = 24 << 20;
    /** Threads that come and go with the load, and how many there may be: of requests, tasks, hashes, the JIT, the start. */
    private static final Map<String, Integer> POOLS = Map.of(
            "qtp#-#",
            64,
            "vitrine-task-#",
            16,
            "vitrine-core-lane-#",
            64,
            "C# CompilerThread#",
            8,
            "FelixResolver-#",
            8,
            "vitrine connection adder",
            1,
            "vitrine connection closer",
            1);

    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern MESSAGE = Pattern.compile("(?m)^(?=\\d{4}-\\d\\d-\\d\\d )");
    private static final Pattern LOUD = Pattern.compile("(?m)^[^ ]+ [^ ]+ ERROR |^\\s+at [a-z]");
    /** A race of Jetty with a client that hangs up (jetty.project issue 12939), without consequences. */
    private static final String OF_JETTY = "HttpConnection.releaseRequestBuffer";

    private static final Pattern ID = Pattern.compile("\"id\": ?\"([^\"]+)\"");

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    @Test
    public void everyRequestIsAnsweredAndNothingStaysBehind() throws Exception {
        Counts.tell("%d requests of the seed %d", REQUESTS, SEED);
        Path root = FOLDER.getRoot().toPath();
        try (Distribution server = Distribution.start(
                root.resolve("data"), "--config", config(root).toString())) {
            Footprint footprint = new Footprint(server.java());
            footprint.threads();
            // After a first look, for which the JVM opens a socket, and with the one of the client below.
            long sockets = footprint.sockets() + 1;
            ImageClient admin = admin(server);
            HostileTraffic traffic = new HostileTraffic(
                    new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
            int sessions = REQUESTS / HostileSession.LENGTH;
            send(traffic, 0, sessions / WARM_UP);
            clear(admin);
            long heap = footprint.heap();
            Map<String, Integer> threads = footprint.threads();
            send(traffic, sessions / WARM_UP, sessions);
            Counts.tell("answers: %s", traffic.counts());
            assertEquals(
                    String.join("\n", traffic.faults()), 0, traffic.faults().size());

            clear(admin);
            assertNothingIsLeft(server);
            assertEquals(List.of(), loud(server));
            assertWorks(admin);
            assertNobodyIsConnected(footprint, sockets);
            assertSteady(footprint, heap, threads);
        }
    }

    private static ImageClient admin(Distribution server) {
        return new ImageClient(
                server.uri(), "X-Identity-Status", "Confirmed", "X-Project-Id", "admins", "X-Roles", "admin");
    }

    private static Path config(Path root) throws IOException {
        Path config = Files.createDirectory(root.resolve("config"));
        Map<String, String> files = Map.of(
                "org.vitrine.core.identity.cfg",
                "driver.target = (vitrine.driver=headers)\n",
                "org.vitrine.identity.headers.cfg",
                "trusted.proxies = 127.0.0.0/8\n",
                "org.vitrine.edge.cfg",
                "enable.proxy.headers.parsing = true\ngzip = true\ngzip.min.size = 1\n",
                "org.vitrine.core.images.cfg",
                "show.image.direct.url = true\nshow.multiple.locations = true\n"
                        + "enabled.import.methods = glance-direct,web-download,copy-image,glance-download\n",
                "org.vitrine.core.stores.cfg",
                "enabled.backends = fast,slow,web\ndefault.backend = fast\n",
                "org.vitrine.store.filesystem-fast.cfg",
                store("fast"),
                "org.vitrine.store.filesystem-slow.cfg",
                store("slow"),
                "org.vitrine.store.http-web.cfg",
                "vitrine.store.id = web\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(config.resolve(file.getKey()), file.getValue());
        }
        String more = System.getProperty("vitrine.fuzz.config");
        if (more != null) {
            for (Path file : Footprint.files(Path.of(more))) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        return config;
    }

    private static String store(String name) {
        return "vitrine.store.id = " + name + "\nfilesystem.store.datadir = ${karaf.data}/images/" + name + "\n";
    }

    /** Sends the sessions from one number to before another. */
    private static void send(HostileTraffic traffic, int from, int to) throws Exception {
        AtomicLong next = new AtomicLong(from);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            Callable<Void> client = () -> {
                for (long session = next.getAndIncrement(); session < to; session = next.getAndIncrement()) {
                    traffic.run(SEED * 1_000_003 + session);
                }
                return null;
            };
            for (Future<Void> ended : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
                ended.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** Deletes the images that a session lost sight of, once imports have ended. */
    private static void clear(ImageClient client) {
        AbstractContainerIT.await("all images can be deleted", PATIENCE_SECONDS, () -> {
            for (String hidden : List.of("false", "true")) {
                String images = client.get("/v2/images?limit=1000&visibility=all&os_hidden=" + hidden);
                for (String id : ID.matcher(images)
                        .results()
                        .map(match -> match.group(1))
                        .toList()) {
                    client.send(client.request("/v2/images/" + id).DELETE());
                }
                if (ID.matcher(images).find()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** What the log has to say of errors, and with stacks. */
    private static List<String> loud(Distribution server) throws IOException {
        List<String> loud = new ArrayList<>();
        for (Path log : Footprint.files(server.data().resolve("log"))) {
            for (String message : MESSAGE.split(Files.readString(log))) {
                if (LOUD.matcher(message).find() && !message.contains(OF_JETTY)) {
                    loud.add(message);
                }
            }
        }
        return loud;
    }

    private static void assertNothingIsLeft(Distribution server) throws IOException {
        for (String directory : List.of("images", "staging")) {
            Path files = server.data().resolve(directory);
            try {
                AbstractContainerIT.await(
                        "no file is left in " + directory,
                        PATIENCE_SECONDS,
                        () -> Footprint.files(files).isEmpty());
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + ": " + Footprint.files(files), e);
            }
        }
    }

    private static void assertWorks(ImageClient client) throws Exception {
        String id = client.create("after all");
        client.upload(id, BodyPublishers.ofByteArray(new byte[1 << 20]));
        client.download(id).close();
        client.delete(id);
    }

    private static void assertNobodyIsConnected(Footprint footprint, long sockets) {
        AbstractContainerIT.await("all connections are closed", PATIENCE_SECONDS, () -> footprint.sockets() <= sockets);
    }

    private static void assertSteady(Footprint footprint, long heap, Map<String, Integer> threads) throws Exception {
        long grown = footprint.heap() - heap;
        Counts.tell("the heap in use grew by %d KiB from %d KiB; threads: %s", grown >> 10, heap >> 10, threads);
        assertTrue("the heap in use grew by " + grown, grown < MOST_GROWTH);
        AbstractContainerIT.await("no thread is more than before " + threads, PATIENCE_SECONDS, () -> {
            return more(threads, footprint.threads()).isEmpty();
        });
    }

    /** Those of which there are more now; what is there for the start, as a timer of Declarative Services, may end. */
    private static Set<String> more(Map<String, Integer> before, Map<String, Integer> now) {
        Set<String> more = new TreeSet<>();
        now.forEach((name, count) -> {
            int most = Math.max(before.getOrDefault(name, 0), POOLS.getOrDefault(name, 0));
            if (count > most) {
                more.add(name + " " + count);
            }
        });
        return more;
    }
}
