package org.vitrine.store.swift;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;
import org.vitrine.spi.testkit.store.PatternSource;

/** What the real servers of the contract do not do on demand. */
public class SwiftStoreTest {
    private static final int PATIENCE_SECONDS = 30;
    private static final int MEBIBYTE = 1 << 20;
    private static final int TWO_SEGMENTS = 3 * MEBIBYTE / 2;
    private static final BlobName NAME = new BlobName("71c675ab-d94f-49cd-a114-e12490b328d9");
    private static final String ACCOUNT = "/v1/AUTH_test";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeSwift swift = new FakeSwift();
    private final List<SwiftStore> opened = new ArrayList<>();
    private RawHttpServer server;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @Before
    public void start() throws IOException {
        server = new RawHttpServer(swift);
        swift.containers.add(ACCOUNT + "/glance");
    }

    @After
    public void close() throws IOException {
        opened.forEach(SwiftStore::deactivate);
        server.close();
    }

    private FakeConfiguration<SwiftStoreConfig> config() {
        return FakeConfiguration.of(SwiftStoreConfig.class)
                .with("vitrine_store_id", "swift")
                .with("swift_store_auth_version", "1")
                .with("swift_store_auth_address", server.uri() + "/auth")
                .with("swift_store_user", "test:tester")
                .with("swift_store_key", "s3cret")
                .with("swift_store_large_object_size", 1)
                .with("swift_store_large_object_chunk_size", 1)
                .with("swift_store_stall_timeout", PATIENCE_SECONDS)
                .with("swift_store_manifest_timeout", PATIENCE_SECONDS)
                .with("swift_store_attempts", 2);
    }

    /** For servers that hang: they shall not be waited for. */
    private FakeConfiguration<SwiftStoreConfig> hasty() {
        return config().with("swift_store_stall_timeout", 1).with("swift_store_manifest_timeout", 1);
    }

    private SwiftStore open(FakeConfiguration<SwiftStoreConfig> config) {
        var store = new SwiftStore(config.build(), clock);
        opened.add(store);
        return store;
    }

    private SwiftStore open() {
        return open(config());
    }

    private BlobLocation location() {
        return at("glance");
    }

    private BlobLocation at(String container) {
        return new BlobLocation(
                "swift+http://test%3Atester:s3cret@127.0.0.1:" + server.port() + "/auth/" + container + "/" + NAME,
                Map.of());
    }

    private static WriteHints announced(long size) {
        return new WriteHints(OptionalLong.of(size), Optional.empty());
    }

    private static void write(SwiftStore store, int length) {
        store.write(NAME, new PatternSource(1, length), WriteHints.NONE);
    }

    private static VitrineException failure(ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work);
    }

    private static ErrorKind kindOf(ThrowingRunnable work) {
        return failure(work).kind();
    }

    private FakeSwift.Stored stored() {
        return swift.objects.get(ACCOUNT + "/glance/" + NAME);
    }

    private List<String> asked() {
        return server.requests().stream().map(FakeSwift::about).toList();
    }

    private long asked(String about) {
        return asked().stream().filter(about::equals).count();
    }

    private void trouble(String where, RawHttpServer.Handler handler) {
        swift.trouble = e -> {
            if (FakeSwift.about(e.request()).equals(where)) {
                handler.handle(e);
                return true;
            }
            return false;
        };
    }

    private void troubleOnce(String where, RawHttpServer.Handler handler) {
        var count = new AtomicInteger();
        swift.trouble = e -> {
            if (FakeSwift.about(e.request()).equals(where) && count.incrementAndGet() == 1) {
                handler.handle(e);
                return true;
            }
            return false;
        };
    }

    private static byte[] read(SwiftStore store, BlobLocation location, ByteRange range) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try (ReadableByteChannel channel = store.open(location, range)) {
            while (channel.read(buffer.clear()) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
            }
        }
        return all.toByteArray();
    }

    private static byte[] read(SwiftStore store, BlobLocation location) throws IOException {
        return read(store, location, ByteRange.ALL);
    }

    @Test
    @Covers({"STORE-1", "STORE-34", "DISC-4", "STORE-38", "STORE-SWIFT-7", "STORE-SWIFT-8"})
    public void describesItself() {
        SwiftStore store = open(FakeConfiguration.of(SwiftStoreConfig.class)
                .with("vitrine_store_id", "objects")
                .with("store_description", "three copies")
                .with("weight", 5)
                .with("swift_store_auth_version", "3")
                .with("swift_store_auth_address", "https://keystone:5000/v3/")
                .with("swift_store_user", "service:glance")
                .with("swift_store_key", "secret"));

        assertEquals("objects", store.describe().id());
        assertEquals("swift", store.describe().type());
        assertEquals(Optional.of("three copies"), store.describe().text());
        assertEquals(5, store.describe().weight());
        assertEquals(
                Set.of("swift", "swift+http", "swift+https", "swift+config"),
                store.describe().schemes());
        assertEquals(
                Map.of(
                        "container",
                        "glance",
                        "large_object_size",
                        5120L * MEBIBYTE,
                        "large_object_chunk_size",
                        200L * MEBIBYTE),
                store.describe().properties());
        assertTrue(store.owns("swift+https://service%3Aglance:secret@keystone:5000/v3/glance/a"));
        assertFalse(store.owns("swift+https://service%3Aglance:secret@keystone:5000/v3/other/a"));
        assertFalse(store.owns("swift+https://service%3Aglance:other@keystone:5000/v3/glance/a"));
        assertFalse(store.owns("swift+config://ref2/glance/a"));
        assertSame(store, store.actingFor(RequestContext.server("req-1")));
    }

    @Test
    @Covers({"STORE-9", "STORE-SWIFT-40", "STORE-SWIFT-44"})
    public void staysButDoesNothingWithoutAConfigurationThatWorks() throws Exception {
        Path accounts = folder.newFile().toPath();
        Files.writeString(accounts, "[other]\nauth_address = http://a\nuser = a:b\nkey = k\n");
        for (FakeConfiguration<SwiftStoreConfig> config : List.of(
                config().with("swift_store_auth_address", ""),
                config().with("swift_store_user", " "),
                config().with("swift_store_key", ""),
                config().with("swift_store_auth_version", "4"),
                config().with("swift_store_config_file", "/nowhere/at/all"),
                config().with("swift_store_config_file", accounts.toString()),
                config().with("swift_store_config_file", accounts.toString())
                        .with("default_swift_reference", "other")
                        .with("swift_store_multi_tenant", true),
                config().with("swift_store_large_object_size", 0),
                config().with("swift_store_large_object_chunk_size", 0),
                config().with("swift_store_multiple_containers_seed", 33),
                config().with("swift_store_endpoint_type", "public"),
                config().with("swift_store_container", "a/b"),
                config().with("swift_store_cacert", "/nowhere/at/all"),
                config().with("swift_buffer_on_upload", true),
                config().with("swift_buffer_on_upload", true).with("swift_upload_buffer_dir", "/nowhere/at/all"))) {
            SwiftStore store = open(config);

            assertFalse(store.describe().can(Capability.WRITE));
            assertFalse(store.owns(location().url()));
            assertEquals(ErrorKind.STORE_DISABLED, kindOf(() -> write(store, 10)));
            assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.size(location())));
        }
        assertThrows(IllegalArgumentException.class, () -> open(config().with("vitrine_store_id", " ")));
    }

    @Test
    @Covers({"STORE-SWIFT-7", "STORE-SWIFT-35"})
    public void sendsOneObjectOrSegments() {
        SwiftStore store = open();
        store.write(NAME, new PatternSource(1, 1000), announced(1000));
        assertEquals(List.of("login", "HEAD container", "HEAD object", "info", "PUT object", "HEAD object"), asked());
        assertEquals("", stored().manifest());
        swift.objects.clear();

        write(store, TWO_SEGMENTS);
        assertEquals(
                List.of("HEAD object", "PUT segment 1", "PUT segment 2", "PUT manifest", "HEAD object"),
                asked().subList(asked().size() - 5, asked().size()));
        assertEquals("a static one", "true", stored().manifest());
        assertEquals(3, swift.objects.size());
        assertArrayEquals(PatternSource.bytes(1, 0, TWO_SEGMENTS), stored().data());
    }

    @Test
    @Covers("STORE-SWIFT-35")
    public void putsSegmentsTogetherAsTheClusterCan() {
        SwiftStore store = open();
        write(store, 4 * MEBIBYTE);
        assertEquals("more than a static manifest may list", "glance/" + NAME + "-", stored().manifest());
        swift.objects.clear();

        store.write(NAME, new PatternSource(1, 4 * MEBIBYTE), announced(4 * MEBIBYTE));
        assertEquals("announced, so segments are longer", "true", stored().manifest());
        swift.objects.clear();

        for (String info : List.of("{\"swift\": {}}", "no JSON")) {
            swift.info = info;
            write(open(), TWO_SEGMENTS);
            assertEquals("glance/" + NAME + "-", stored().manifest());
            swift.objects.clear();
        }
        trouble("info", e -> e.answer(404, ""));
        write(open(), TWO_SEGMENTS);
        assertEquals("glance/" + NAME + "-", stored().manifest());
    }

    @Test
    public void refusesDataThatIsMuchLongerThanAnnounced() {
        assertEquals(
                ErrorKind.INVALID,
                kindOf(() -> open().write(NAME, new PatternSource(1, TWO_SEGMENTS), announced(1000))));
        assertEquals(Set.of(), swift.objects.keySet());
    }

    /** Whatever breaks, and wherever: the failure is named, and nothing stays. */
    @Test
    @Covers({"STORE-10", "STORE-SWIFT-35", "STORE-SWIFT-37"})
    public void leavesNothingWhereverItBreaks() {
        for (String where : List.of("PUT segment 1", "PUT segment 2", "PUT manifest", "PUT object")) {
            assertBreaks(config(), where, ErrorKind.UNAVAILABLE, e -> e.answer(503, ""));
            assertBreaks(config(), where, ErrorKind.UNAVAILABLE, RawHttpServer.Exchange::drop);
            assertBreaks(hasty(), where, ErrorKind.UNAVAILABLE, e -> {
                e.body();
                e.hang();
            });
            assertBreaks(config(), where, ErrorKind.STORE_READ_ONLY, e -> e.answer(403, ""));
            assertBreaks(config(), where, ErrorKind.STORE_FULL, e -> e.answer(413, ""));
            assertBreaks(config(), where, ErrorKind.STORE_FULL, e -> e.answer(507, ""));
            assertBreaks(config(), where, ErrorKind.UNAVAILABLE, e -> e.answer(404, ""));
            assertBreaks(config(), where, ErrorKind.INTERNAL, e -> e.answer(418, ""));
            if (!where.equals("PUT manifest")) {
                assertBreaks(config(), where, ErrorKind.UNAVAILABLE, e -> {
                    e.proceed();
                    e.exactly(10_000);
                    e.drop();
                });
                assertBreaks(config(), where, ErrorKind.INTERNAL, e -> {
                    e.body();
                    e.answer(201, "", "ETag", "d41d8cd98f00b204e9800998ecf8427e");
                });
            }
        }
    }

    private void assertBreaks(
            FakeConfiguration<SwiftStoreConfig> config, String where, ErrorKind kind, RawHttpServer.Handler handler) {
        trouble(where, handler);
        boolean whole = where.equals("PUT object");
        int length = whole ? 100_000 : TWO_SEGMENTS;
        SwiftStore store = open(config.with("swift_store_attempts", 1));
        VitrineException e = failure(
                () -> store.write(NAME, new PatternSource(1, length), whole ? announced(length) : WriteHints.NONE));

        assertEquals(where + ": " + e.getMessage(), kind, e.kind());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString(), cause.toString().contains("s3cret"));
        }
        assertEquals(where, Set.of(), swift.objects.keySet());
    }

    @Test
    public void touchesNothingThatIsSomebodyElses() {
        trouble("PUT manifest", e -> {
            e.body();
            swift.objects.put(ACCOUNT + "/glance/" + NAME, new FakeSwift.Stored(new byte[5], ""));
            e.answer(412, "");
        });
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> write(open(), TWO_SEGMENTS)));
        assertEquals(5, stored().data().length);
    }

    @Test
    public void noticesThatDataIsMissingInTheEnd() {
        trouble("PUT manifest", e -> {
            e.body();
            swift.objects.put(ACCOUNT + "/glance/" + NAME, new FakeSwift.Stored(new byte[5], "true"));
            e.answer(201, "");
        });
        assertEquals(ErrorKind.INTERNAL, kindOf(() -> write(open(), TWO_SEGMENTS)));
        assertEquals(Set.of(), swift.objects.keySet());
    }

    @Test
    @Covers("STORE-SWIFT-43")
    public void logsInAgainWhenATokenIsRefused() {
        for (String where : List.of("HEAD object", "PUT segment 2", "PUT manifest")) {
            troubleOnce(where, e -> e.answer(401, ""));
            int before = swift.logins.get();
            write(open(), TWO_SEGMENTS);

            assertEquals(where, before + 2, swift.logins.get());
            assertArrayEquals(where, PatternSource.bytes(1, 0, TWO_SEGMENTS), stored().data());
            swift.objects.clear();
        }
        trouble("HEAD object", e -> e.answer(401, ""));
        int before = swift.logins.get();
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> open().size(location())));
        assertEquals("once, and not for ever", before + 2, swift.logins.get());
    }

    @Test
    @Covers("STORE-SWIFT-18")
    public void logsInAgainBeforeATokenEnds() {
        SwiftStore store = open();
        write(store, 10);
        now = now.plus(Duration.ofSeconds(3539));
        store.size(location());
        assertEquals(1, swift.logins.get());
        now = now.plus(Duration.ofSeconds(1));
        store.size(location());
        assertEquals(2, swift.logins.get());
    }

    @Test
    public void saysThatItCannotLogIn() {
        for (int status : new int[] {401, 403, 500, 404}) {
            trouble("login", e -> e.answer(status, ""));
            assertEquals("" + status, ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), 10)));
        }
        trouble("login", e -> e.answer(200, ""));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(), 10)));
    }

    @Test
    @Covers({"STORE-SWIFT-6", "STORE-SWIFT-34"})
    public void wantsTheContainerToBeThere() {
        swift.containers.clear();
        ByteSource untouched = () -> {
            throw new AssertionError("asked for data");
        };
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> open().write(NAME, untouched, WriteHints.NONE)));

        write(open(config().with("swift_store_create_container_on_put", true)), 10);
        assertEquals(Set.of(ACCOUNT + "/glance"), swift.containers);
    }

    @Test
    @Covers({"STORE-SWIFT-10", "STORE-SWIFT-33"})
    public void spreadsImagesOverContainers() {
        FakeConfiguration<SwiftStoreConfig> seeded = config().with("swift_store_create_container_on_put", true);
        SwiftStore store = open(seeded.with("swift_store_multiple_containers_seed", 3));
        String url = store.write(
                        new BlobName("FDAE39A1-bac5-4238-aba4-69bcc726e848"), new PatternSource(1, 10), WriteHints.NONE)
                .location()
                .url();

        assertTrue(url, url.endsWith("/auth/glance_fda/FDAE39A1-bac5-4238-aba4-69bcc726e848"));
        assertTrue(store.owns(url));
        assertEquals(10, store.size(new BlobLocation(url, Map.of())));
        write(open(seeded.with("swift_store_multiple_containers_seed", 10)), 10);
        // The guide's example: with 10 the container is glance_fdae39a1-ba.
        assertTrue(swift.containers.toString(), swift.containers.contains(ACCOUNT + "/glance_71c675ab-d9"));
    }

    @Test
    @Covers("STORE-SWIFT-13")
    public void goesToTheConfiguredEndpoint() {
        swift.containers.add("/v1/AUTH_elsewhere/glance");
        open(config().with("swift_store_endpoint", server.uri() + "/v1/AUTH_elsewhere/"))
                .write(NAME, new PatternSource(1, 10), announced(10));
        assertTrue(swift.objects.containsKey("/v1/AUTH_elsewhere/glance/" + NAME));
    }

    @Test
    @Covers({"STORE-11", "STORE-12", "STORE-SWIFT-38", "STORE-SWIFT-39"})
    public void tellsFailuresOfReadingApart() {
        SwiftStore store = open();
        Map<ErrorKind, List<Integer>> kinds = Map.of(
                ErrorKind.NOT_FOUND, List.of(404),
                ErrorKind.FORBIDDEN, List.of(403),
                ErrorKind.UNAVAILABLE, List.of(500, 503, 498));
        kinds.forEach((kind, statuses) -> statuses.forEach(status -> {
            swift.trouble = e -> {
                boolean login = FakeSwift.about(e.request()).equals("login");
                if (!login) {
                    e.answer(status, "");
                }
                return !login;
            };
            assertEquals("" + status, kind, kindOf(() -> store.open(location(), ByteRange.ALL)));
            assertEquals("" + status, kind, kindOf(() -> store.size(location())));
            assertEquals("" + status, kind, kindOf(() -> store.delete(location())));
        }));
        trouble("GET object", e -> e.answer(200, "all of it"));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(location(), new ByteRange(3, 2))));
    }

    @Test
    @Covers({"STORE-SWIFT-17", "STORE-SWIFT-38"})
    public void goesOnWithADownloadThatBrokeOff() throws Exception {
        byte[] data = PatternSource.bytes(1, 0, 500_000);
        var ranges = new ArrayList<String>();
        trouble("GET object", e -> {
            String range = e.request().header("Range").orElse("");
            ranges.add(range);
            int from = range.isEmpty() ? 0 : Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
            String found = "bytes " + from + "-" + (data.length - 1) + "/" + data.length;
            e.head(range.isEmpty() ? 200 : 206, data.length - from, "Content-Range", found);
            e.out().write(data, from, Math.min(200_000, data.length - from));
            e.drop();
        });
        assertThrows(IOException.class, () -> read(open(), location()));
        assertThrows(IOException.class, () -> read(open(config().with("swift_store_retry_get_count", 1)), location()));
        ranges.clear();

        assertArrayEquals(data, read(open(config().with("swift_store_retry_get_count", 2)), location()));
        assertEquals(List.of("", "bytes=200000-", "bytes=400000-"), ranges);
    }

    @Test
    public void cutsOffAReadThatStops() {
        trouble("GET object", e -> {
            e.head(200, 1000);
            e.out().write(new byte[400]);
            e.hang();
        });
        assertThrows(IOException.class, () -> read(open(hasty()), location()));
    }

    @Test
    @Covers("STORE-SWIFT-39")
    public void deletesNoSegmentsOfOthers() {
        String object = ACCOUNT + "/glance/" + NAME;
        swift.objects.put(ACCOUNT + "/glance/other-00001", new FakeSwift.Stored(new byte[1], ""));
        swift.objects.put(object, new FakeSwift.Stored(new byte[1], "glance/"));
        open().delete(location());

        assertEquals(Set.of(ACCOUNT + "/glance/other-00001"), swift.objects.keySet());
    }

    @Test
    @Covers("STORE-SWIFT-39")
    public void believesNoDeletionThatFailedInside() {
        swift.objects.put(ACCOUNT + "/glance/" + NAME, new FakeSwift.Stored(new byte[1], "true"));
        trouble("DELETE manifest", e -> e.answer(200, "{\"Response Status\": \"400 Bad Request\", \"Errors\": []}"));
        assertEquals(ErrorKind.INTERNAL, kindOf(() -> open().delete(location())));
        trouble("DELETE manifest", e -> e.answer(200, "no JSON"));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> open().delete(location())));
    }

    @Test
    @Covers({"STORE-41", "STORE-SWIFT-32"})
    public void goesNoFurtherThanTheCredentialsOfALocation() throws Exception {
        swift.objects.put(ACCOUNT + "/glance/" + NAME, new FakeSwift.Stored(new byte[] {1, 2}, ""));
        SwiftStore store = open();
        String address = "@127.0.0.1:" + server.port() + "/auth/glance/" + NAME;

        assertArrayEquals(
                new byte[] {1, 2}, read(store, new BlobLocation("swift+http://some:body:else" + address, Map.of())));
        RawHttpServer.Request login = server.requests().get(0);
        assertEquals(Optional.of("some:body"), login.header("X-Auth-User"));
        assertEquals(Optional.of("else"), login.header("X-Auth-Key"));
        int before = server.requests().size();
        assertEquals(
                ErrorKind.FORBIDDEN,
                kindOf(() ->
                        read(store, new BlobLocation("swift+http://test:tester:s3cret@elsewhere/auth/c/o", Map.of()))));
        assertEquals(before, server.requests().size());
    }

    @Test
    @Covers("STORE-SWIFT-20")
    public void sendsBufferedSegmentsAgain() throws Exception {
        troubleOnce("PUT segment 2", e -> {
            e.proceed();
            e.exactly(10_000);
            e.drop();
        });
        write(
                open(config().with("swift_buffer_on_upload", true)
                        .with("swift_upload_buffer_dir", folder.getRoot().toString())),
                TWO_SEGMENTS);
        assertArrayEquals(PatternSource.bytes(1, 0, TWO_SEGMENTS), stored().data());
        assertEquals(0, folder.getRoot().list().length);
    }

    @Test
    @Covers("STORE-SWIFT-12")
    public void checksCertificatesAsTold() throws Exception {
        TlsIdentity loopback = TlsIdentity.create(folder.getRoot().toPath(), "ip:127.0.0.1");
        server.close();
        server = new RawHttpServer(loopback.context().getServerSocketFactory(), "https", swift);
        FakeConfiguration<SwiftStoreConfig> secure = config().with("swift_store_endpoint", server.uri() + ACCOUNT);
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> write(open(secure), 10)));
        write(open(secure.with("swift_store_cacert", loopback.certificate().toString())), 10);
        swift.objects.clear();
        write(open(secure.with("swift_store_cacert", "").with("swift_store_auth_insecure", true)), 10);
        assertEquals(10, stored().data().length);
    }
}
