package org.vitrine.spi.testkit.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The S3 of a real Ceph: radosgw in front of a mon and an OSD that keeps everything in memory, started by the script in
 * {@code itests/src/test/resources/ceph}. It starts in about two seconds and takes 200 MiB besides the data. Not safe
 * for many threads.
 */
public final class RadosGateway implements AutoCloseable {
    /** Who may make buckets and write. */
    public static final String ACCESS_KEY = "vitrine";

    /** The secret of every user; like Amazon's it may hold slashes. */
    public static final String SECRET_KEY = "sec/ret";

    /** Another user of {@link #shared()}. */
    public static final String OTHER_USER = "other";

    private static final String PACKAGE = "radosgw";
    private static final Path PROGRAM = Path.of("/usr/bin/radosgw");
    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]+)\"");
    private static final String DATA_POOLS = "default.rgw.buckets.";
    private static final String INDEX_POOL = "default.rgw.buckets.index";
    private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(2);

    private static RadosGateway shared;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ServerProcess cluster = new ServerProcess("Ceph", "TERM");
    private final ServerProcess gateway;
    private final Path directory = cluster.directory().resolve("cluster");

    private RadosGateway() throws IOException {
        gateway = new ServerProcess(PACKAGE, "KILL");
    }

    /**
     * A new Ceph that answers and knows {@link #ACCESS_KEY}.
     *
     * @throws IllegalStateException with the end of its log when it does not start, or with the name of a package that
     *     is not installed; {@code -Dvitrine.test.without=radosgw} skips the test instead
     */
    public static RadosGateway start() throws IOException, InterruptedException {
        DebianPackage.require(PACKAGE, PROGRAM);
        DebianPackage.require("ceph-mon", Path.of("/usr/bin/ceph-mon"));
        DebianPackage.require("ceph-osd", Path.of("/usr/bin/ceph-osd"));
        RadosGateway server = new RadosGateway();
        try {
            server.startCluster();
            server.addUser(ACCESS_KEY);
            server.resume();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** One for all tests of this JVM that do not disturb it, as by {@link #start()}; it ends with the JVM. */
    public static synchronized RadosGateway shared() throws IOException, InterruptedException {
        if (shared == null) {
            shared = start();
            shared.addUser(OTHER_USER);
        }
        return shared;
    }

    private void startCluster() throws IOException, InterruptedException {
        Files.createDirectory(directory);
        cluster.start(
                () -> Files.exists(directory.resolve("ready")),
                ServerProcess.scripts("ceph").resolve("run_ceph.sh").toString(),
                directory.toString(),
                Integer.toString(cluster.port()));
    }

    /** S3's endpoint; buckets stand in the path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    /**
     * Makes a user, with {@link #SECRET_KEY}.
     *
     * @param accessKey of the user, and the user's id
     */
    public void addUser(String accessKey) throws IOException, InterruptedException {
        administer(
                "user",
                "create",
                "--uid=" + accessKey,
                "--display-name=a user",
                "--access-key=" + accessKey,
                "--secret-key=" + SECRET_KEY);
    }

    /** Makes a user who may keep so many bytes and no more. */
    public void addUserWithQuota(String accessKey, long bytes) throws IOException, InterruptedException {
        addUser(accessKey);
        administer("quota", "set", "--quota-scope=user", "--uid=" + accessKey, "--max-size=" + bytes);
        administer("quota", "enable", "--quota-scope=user", "--uid=" + accessKey);
    }

    /**
     * Changes what a user may do at all.
     *
     * @param operations such as {@code read} or {@code read,write,delete}
     */
    public void allow(String accessKey, String operations) throws IOException, InterruptedException {
        administer("user", "modify", "--uid=" + accessKey, "--op-mask=" + operations);
    }

    private String administer(String... arguments) throws IOException, InterruptedException {
        return ask("radosgw-admin", arguments);
    }

    private String ask(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "--conf", configuration()));
        command.addAll(Arrays.asList(arguments));
        return cluster.ask(command.toArray(String[]::new));
    }

    private String configuration() {
        return directory.resolve("ceph.conf").toString();
    }

    /** What a bucket's index holds: objects, and unfinished uploads with their parts; nothing where there is no bucket. */
    public Set<String> entries(String bucket) throws IOException, InterruptedException {
        if (!administer("bucket", "list").contains("\"" + bucket + "\"")) {
            return new TreeSet<>();
        }
        Set<String> names = new TreeSet<>();
        NAME.matcher(administer("bucket", "list", "--bucket=" + bucket))
                .results()
                .map(entry -> entry.group(1))
                .forEach(names::add);
        return names;
    }

    /** What the OSD holds of all buckets' data once the garbage is collected: whatever no index leads to is there too. */
    public Set<String> chunks() throws IOException, InterruptedException {
        administer("gc", "process", "--include-all");
        Set<String> names = new TreeSet<>();
        for (String pool : ask("rados", "lspools").lines().toList()) {
            if (pool.startsWith(DATA_POOLS) && !pool.equals(INDEX_POOL)) {
                ask("rados", "--pool=" + pool, "ls").lines().forEach(names::add);
            }
        }
        return names;
    }

    /** Starts the gateway again after {@link #kill()}. */
    public void resume() throws IOException, InterruptedException {
        gateway.start(
                this::answers,
                PROGRAM.toString(),
                "-d",
                "--conf",
                configuration(),
                "--rgw-frontends=beast endpoint=" + uri().getAuthority());
    }

    /** Ends the gateway at once, whatever it is doing. From then on connections are refused. */
    public void kill() {
        gateway.stop();
    }

    /** Makes the gateway stand still: connections are accepted, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        gateway.signal("STOP");
    }

    /** Ends {@link #freeze()}. */
    public void thaw() throws IOException, InterruptedException {
        gateway.signal("CONT");
    }

    /** Makes Ceph full. Whatever would write waits for room from then on, also what would remove something. */
    public void fill() throws IOException, InterruptedException {
        setRatios("0.00001", "0.00002", "0.00003");
        awaitFull(true);
    }

    /** Ends {@link #fill()}. What waited goes on, though nobody may wait for it any more. */
    public void makeRoom() throws IOException, InterruptedException {
        setRatios("0.85", "0.90", "0.95");
        awaitFull(false);
    }

    private void setRatios(String nearlyFull, String tooFullToMove, String full)
            throws IOException, InterruptedException {
        ask("ceph", "osd", "set-nearfull-ratio", nearlyFull);
        ask("ceph", "osd", "set-backfillfull-ratio", tooFullToMove);
        ask("ceph", "osd", "set-full-ratio", full);
    }

    private void awaitFull(boolean full) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CHANGE_TIMEOUT.toNanos();
        while (ask("ceph", "health").contains(" full osd") != full) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "Ceph does not notice that its disk is " + (full ? "" : "not ") + "full");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Ends everything and removes what it held. */
    @Override
    public void close() throws IOException {
        gateway.close();
        cluster.close();
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri()).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
