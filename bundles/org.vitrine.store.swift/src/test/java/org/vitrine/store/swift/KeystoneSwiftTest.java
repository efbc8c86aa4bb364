package org.vitrine.store.swift;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.WriteHints;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.KeystoneServer;
import org.vitrine.spi.testkit.server.SwiftServer;
import org.vitrine.spi.testkit.store.FailingSource;
import org.vitrine.spi.testkit.store.PatternSource;

/** Real Keystone, real Swift: one tenant and several. */
public class KeystoneSwiftTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int TWO_SEGMENTS = 3 << 19;

    private static KeystoneServer keystone;
    private static SwiftServer swift;

    private final BlobName name = new BlobName("image-" + NAMES.incrementAndGet());
    private final List<SwiftStore> opened = new ArrayList<>();

    @BeforeClass
    public static void startServers() throws Exception {
        keystone = KeystoneServer.start();
        swift = SwiftServer.start(keystone);
        keystone.registerService("object-store", "swift", URI.create(swift.uri() + "/v1/AUTH_$(project_id)s"));
    }

    @AfterClass
    public static void stopServers() throws IOException {
        if (swift != null) {
            swift.close();
        }
        if (keystone != null) {
            keystone.close();
        }
    }

    @After
    public void close() {
        opened.forEach(SwiftStore::deactivate);
    }

    private FakeConfiguration<SwiftStoreConfig> config() {
        return FakeConfiguration.of(SwiftStoreConfig.class)
                .with("vitrine_store_id", "swift")
                .with("swift_store_auth_version", "3")
                .with("swift_store_auth_address", keystone.uri().toString())
                .with("swift_store_user", "service:glance")
                .with("swift_store_key", KeystoneServer.PASSWORD)
                .with("swift_store_create_container_on_put", true)
                .with("swift_store_large_object_size", 1)
                .with("swift_store_large_object_chunk_size", 1);
    }

    private FakeConfiguration<SwiftStoreConfig> several() {
        return config().with("swift_store_multi_tenant", true);
    }

    private SwiftStore open(FakeConfiguration<SwiftStoreConfig> config) {
        var store = new SwiftStore(config.build());
        opened.add(store);
        return store;
    }

    /** A caller as the identity driver would know it. */
    private static RequestContext caller(String user) throws Exception {
        String token = keystone.token(user);
        JsonNode body = JSON.readTree(show(token)).path("token");
        var catalog = JSON.createArrayNode();
        body.path("catalog").forEach(catalog::add);
        var identity = new Identity(
                Identity.Kind.CONFIRMED,
                Map.of(
                        "user_id", body.path("user").path("id").asText(),
                        "project_id", body.path("project").path("id").asText()),
                List.of("member"),
                List.of(),
                token,
                catalog.toString());
        return new RequestContext("req-1", identity, false, "127.0.0.1");
    }

    /** A GET of one's own token cannot be made with the call of the server: it takes a second header. */
    private static String show(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(keystone.uri() + "/auth/tokens"))
                .header("X-Auth-Token", token)
                .header("X-Subject-Token", token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void assertHolds(Store store, BlobLocation location, int length) throws IOException {
        assertEquals(length, store.size(location));
        ByteBuffer all = ByteBuffer.allocate(length + 1);
        try (ReadableByteChannel channel = store.open(location, ByteRange.ALL)) {
            while (channel.read(all) >= 0) {
                assertTrue(all.hasRemaining());
            }
        }
        byte[] bytes = new byte[length];
        all.flip().get(bytes);
        assertArrayEquals(PatternSource.bytes(1, 0, length), bytes);
    }

    private static ErrorKind kindOf(ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work).kind();
    }

    private Set<String> containers(RequestContext caller) throws Exception {
        return swift.objects(caller.identity().token(), "/v1/AUTH_" + caller.projectId());
    }

    private List<String> trusts(RequestContext caller) throws Exception {
        String body = keystone.call(
                        "GET",
                        "/OS-TRUST/trusts?trustor_user_id=" + caller.userId(),
                        caller.identity().token(),
                        null)
                .body();
        List<String> ids = new ArrayList<>();
        JSON.readTree(body)
                .path("trusts")
                .forEach(trust -> ids.add(trust.path("id").asText()));
        return ids;
    }

    @Test
    @Covers({"STORE-SWIFT-14", "STORE-SWIFT-15", "STORE-SWIFT-43"})
    public void keepsImagesInTheServersOwnAccount() throws Exception {
        for (FakeConfiguration<SwiftStoreConfig> config : List.of(
                config(),
                config().with("swift_store_auth_version", "2"),
                config().with("swift_store_endpoint_type", "internalURL"),
                config().with(
                                "swift_store_auth_address",
                                keystone.uri().toString().replace("/v3", "/")))) {
            SwiftStore store = open(config);
            BlobLocation location = store.write(name, new PatternSource(1, TWO_SEGMENTS), WriteHints.NONE)
                    .location();
            assertHolds(store, location, TWO_SEGMENTS);
            store.delete(location);
        }
        assertEquals(
                ErrorKind.UNAVAILABLE,
                kindOf(() -> open(config().with("swift_store_region", "RegionTwo"))
                        .write(name, new PatternSource(1, 10), WriteHints.NONE)));
        assertEquals(
                ErrorKind.UNAVAILABLE,
                kindOf(() -> open(config().with("swift_store_key", "wrong"))
                        .write(name, new PatternSource(1, 10), WriteHints.NONE)));
    }

    @Test
    public void survivesThatATokenIsRevoked() throws Exception {
        SwiftStore store = open(config());
        BlobLocation location =
                store.write(name, new PatternSource(1, 10), WriteHints.NONE).location();
        swift.stop();
        keystone.stop();
        keystone.resumeWithNewKeys();
        swift.resume();

        assertHolds(store, location, 10);
    }

    @Test
    @Covers("STORE-SWIFT-40")
    public void keepsImagesInTheCallersAccount() throws Exception {
        RequestContext demo = caller("demo");
        SwiftStore store = open(several());
        Store mine = store.actingFor(demo);
        for (int length : new int[] {0, 10, TWO_SEGMENTS}) {
            BlobLocation location = mine.write(name, new PatternSource(1, length), WriteHints.NONE)
                    .location();

            assertEquals(
                    "swift+http://" + swift.uri().getAuthority() + "/v1/AUTH_" + demo.projectId() + "/glance_" + name
                            + "/" + name,
                    location.url());
            assertTrue(store.owns(location.url()));
            assertHolds(mine, location, length);
            assertEquals(ErrorKind.CONFLICT, kindOf(() -> mine.write(name, new PatternSource(1, 1), WriteHints.NONE)));
            assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.size(location)));
            Store other = store.actingFor(caller("alt_demo"));
            assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> other.open(location, ByteRange.ALL)));
            assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> other.delete(location)));
            mine.delete(location);
            assertEquals(Set.of(), containers(demo));
        }
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.write(name, new PatternSource(1, 1), WriteHints.NONE)));
        store.discard(name);
    }

    @Test
    @Covers({"STORE-14", "STORE-SWIFT-11", "STORE-SWIFT-41"})
    public void sharesImages() throws Exception {
        RequestContext demo = caller("demo");
        RequestContext alt = caller("alt_demo");
        SwiftStore store = open(several().with("swift_store_admin_tenants", new String[] {"admins, others"}));
        Store mine = store.actingFor(demo);
        Store theirs = store.actingFor(alt);
        BlobLocation location = mine.write(name, new PatternSource(1, TWO_SEGMENTS), WriteHints.NONE)
                .location();

        mine.share(location, false, Set.of(alt.projectId(), "another"));
        assertHolds(theirs, location, TWO_SEGMENTS);
        mine.share(location, false, Set.of());
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> theirs.open(location, ByteRange.ALL)));
        mine.share(location, true, Set.of());
        assertHolds(theirs, location, TWO_SEGMENTS);
        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> theirs.share(location, true, Set.of())));
        String writers = swift.call(
                        "HEAD",
                        "/v1/AUTH_" + demo.projectId() + "/glance_" + name,
                        demo.identity().token(),
                        new byte[0])
                .headers()
                .firstValue("X-Container-Write")
                .orElse("");
        assertEquals("admins:*,others:*", writers);
        mine.delete(location);
    }

    @Test
    public void leavesNothingInTheCallersAccountWhenItFails() throws Exception {
        RequestContext demo = caller("demo");
        Store mine = open(several()).actingFor(demo);
        assertThrows(
                VitrineException.class,
                () -> mine.write(name, FailingSource.afterBytes(TWO_SEGMENTS), WriteHints.NONE));
        mine.discard(name);
        assertEquals(Set.of(), containers(demo));
        assertEquals(List.of(), trusts(demo));
    }

    @Test
    @Covers({"STORE-SWIFT-19", "STORE-SWIFT-42"})
    public void outlivesTheCallersToken() throws Exception {
        RequestContext demo = caller("demo");
        SwiftStore store = open(several());
        var data = new PatternSource(1, 3L << 20);
        var lent = new ArrayList<String>();
        ByteSource source = () -> {
            if (data.position() == 2 << 20) {
                endToken(demo, lent);
            }
            return data.next();
        };
        BlobLocation location =
                store.actingFor(demo).write(name, source, WriteHints.NONE).location();

        assertEquals("one trust while it was written", 1, lent.size());
        RequestContext again = caller("demo");
        assertHolds(store.actingFor(again), location, 3 << 20);
        assertEquals("and none afterwards", List.of(), trusts(again));
        store.actingFor(again).delete(location);
    }

    private void endToken(RequestContext caller, List<String> lent) throws IOException {
        try {
            if (lent.isEmpty()) {
                lent.addAll(trusts(caller));
                keystone.revoke(caller.identity().token());
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    @Covers("STORE-SWIFT-42")
    public void doesWithoutTrustsWhereThereAreNone() throws Exception {
        RequestContext demo = caller("demo");
        for (FakeConfiguration<SwiftStoreConfig> config : List.of(
                several().with("swift_store_use_trusts", false),
                several().with("swift_store_key", "wrong"),
                several().with("swift_store_key", ""))) {
            Store mine = open(config).actingFor(demo);
            BlobLocation location = mine.write(name, new PatternSource(1, TWO_SEGMENTS), WriteHints.NONE)
                    .location();
            assertHolds(mine, location, TWO_SEGMENTS);
            mine.delete(location);
        }
    }

    @Test
    public void givesTheCallersTokenToNobodyElse() throws Exception {
        Store mine = open(several()).actingFor(caller("demo"));
        for (String url : List.of(
                "swift+http://127.0.0.1:9/v1/AUTH_a/glance_b/b",
                "swift+https://" + swift.uri().getAuthority() + "/v1/AUTH_a/glance_b/b",
                "swift://elsewhere/v1/AUTH_a/glance_b/b")) {
            assertEquals(url, ErrorKind.FORBIDDEN, kindOf(() -> mine.size(new BlobLocation(url, Map.of()))));
        }
        assertEquals(
                ErrorKind.INVALID, kindOf(() -> mine.size(new BlobLocation("swift+config://ref1/glance/a", Map.of()))));
        var nobody = new RequestContext("req-2", Identity.ANONYMOUS, false, "127.0.0.1");
        assertEquals(
                ErrorKind.FORBIDDEN,
                kindOf(() -> open(several()).actingFor(nobody).write(name, new PatternSource(1, 1), WriteHints.NONE)));
    }

    @Test
    public void usesTheConfiguredEndpointForTheCallersProject() throws Exception {
        RequestContext demo = caller("demo");
        Store mine = open(several()
                        .with("swift_store_region", "Nowhere")
                        .with("swift_store_endpoint", swift.uri() + "/v1/AUTH_%(project_id)s"))
                .actingFor(demo);
        BlobLocation location =
                mine.write(name, new PatternSource(1, 10), WriteHints.NONE).location();
        assertHolds(mine, location, 10);
        mine.delete(location);
    }
}
