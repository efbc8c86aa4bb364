package org.vitrine.importing.glancedownload;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.After;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.importing.download.Downloads;
import org.vitrine.importing.download.OpenDownloads;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.importing.FakeImportContext;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class GlanceDownloadTest {
    private static final String IMAGE = "8b9a1b5c-3a34-4d49-b0d6-3a0d5f7e7c11";
    private static final byte[] DATA = PatternSource.bytes(1, 0, 200_000);
    private static final String RECORD = "{'id': '" + IMAGE + "', 'status': 'active', 'size': 200000,"
            + " 'disk_format': 'qcow2', 'container_format': 'ovf', 'name': 'x', 'tags': ['hw_tag'],"
            + " 'hw_disk_bus': 'scsi', 'trait:A': 'required', 'os_type': 'linux', 'os_hash_algo': 'sha512',"
            + " 'os_hidden': false, 'hw_number': 7, 'os_glance_x': 'y', 'other': 'z'}";

    private final FakeImportContext context = FakeImportContext.of(Path.of("unused"), "raw");
    private final FakeConfiguration<GlanceDownloadConfig> config = FakeConfiguration.of(GlanceDownloadConfig.class);
    private RawHttpServer server;
    private Downloads downloads;
    private GlanceDownload method;

    private void start(String record, byte[] data) throws IOException {
        close();
        server = new RawHttpServer(e -> {
            if (e.request().header("X-Auth-Token").filter("the-token"::equals).isEmpty()) {
                e.answer(401, "");
            } else if (e.request().target().equals("/image/v2/images/" + IMAGE)) {
                e.answer(200, record.replace('\'', '"'));
            } else if (e.request().target().equals("/image/v2/images/" + IMAGE + "/file")) {
                e.answer(200, data);
            } else {
                e.answer(404, "");
            }
        });
        downloads = OpenDownloads.of("127.0.0.1");
        method = new GlanceDownload(downloads, config.build());
        context.caller(caller("the-token"));
    }

    @After
    public void close() throws IOException {
        if (server != null) {
            server.close();
            method.deactivate();
            downloads.deactivate();
        }
    }

    private RequestContext caller(String token) {
        String url = server.uri() + "/image";
        String catalog = ("[{'type': 'identity', 'endpoints': [{'region': 'Two', 'publicURL': 'http://wrong'}]},"
                        + " {'type': 'image', 'name': 'glance', 'endpoints': ["
                        + "{'region': 'One', 'publicURL': 'http://wrong'},"
                        + " {'region': 'Two', 'publicURL': '" + url + "', 'internalURL': '" + url + "/v2/'}]}]")
                .replace('\'', '"');
        var identity = new Identity(Identity.Kind.CONFIRMED, Map.of(), List.of("member"), List.of(), token, catalog);
        return new RequestContext("req-test", identity, false, "192.0.2.1");
    }

    private static JsonObject parameters(Object... pairs) {
        Map<String, Object> all =
                new HashMap<>(Map.of("name", "glance-download", "glance_region", "two", "glance_image_id", IMAGE));
        for (int i = 0; i < pairs.length; i += 2) {
            all.put((String) pairs[i], pairs[i + 1]);
        }
        return new JsonObject(all);
    }

    private ImportSource open(Object... pairs) throws IOException {
        JsonObject parameters = parameters(pairs);
        method.requireForm(parameters);
        return method.open(context.parameters(method.accept(context.caller(), context.image(), parameters)));
    }

    private static VitrineException assertFails(ErrorKind kind, ThrowingRunnable work) {
        VitrineException failure = assertThrows(VitrineException.class, work);
        assertEquals(failure.getMessage(), kind, failure.kind());
        assertFalse(failure.getMessage(), failure.getMessage().contains("the-token"));
        return failure;
    }

    @Test
    @Covers({"IMP-9", "IMP-52", "IMPF-11"})
    public void importsDataFormatsAndSomeProperties() throws Exception {
        start(RECORD, DATA);
        for (Object[] pairs : new Object[][] {{}, {"glance_service_interface", "internal"}}) {
            try (ImportSource source = open(pairs);
                    InputStream stream = source.open()) {
                assertEquals(OptionalLong.of(DATA.length), source.size());
                assertArrayEquals(DATA, stream.readAllBytes());
                assertEquals(
                        new ImageChanges(
                                Optional.of("qcow2"),
                                Optional.of("ovf"),
                                OptionalLong.empty(),
                                Map.of("hw_disk_bus", "scsi", "trait:A", "required", "os_type", "linux")),
                        source.changes());
            }
        }
    }

    @Test
    @Covers("IMP-9")
    public void copiesNoAttributesAsProperties() throws Exception {
        config.with("extra_properties", new String[] {"os_,id,na,other"});
        start(RECORD, DATA);
        try (ImportSource source = open()) {
            assertEquals(
                    Map.of("os_type", "linux", "other", "z"), source.changes().properties());
        }
    }

    @Test
    @Covers({"IMP-2", "IMP-16", "IMP-23"})
    public void needsRegionAndImage() throws Exception {
        start(RECORD, DATA);
        Object[][] wrong = {
            {"glance_region", ""},
            {"glance_region", 7},
            {"glance_image_id", "../" + IMAGE},
            {"glance_image_id", "x"},
            {"glance_service_interface", "secret"},
            {"glance_service_interface", 7}
        };
        for (Object[] pair : wrong) {
            assertFails(ErrorKind.INVALID, () -> method.requireForm(parameters(pair)));
        }
        assertFails(ErrorKind.INVALID, () -> method.requireForm(JsonObject.EMPTY));
        JsonObject kept = method.accept(context.caller(), context.image(), parameters());
        assertEquals(Optional.of("public"), kept.text("glance_service_interface"));
    }

    @Test
    @Covers("IMP-52")
    public void needsTokenAndCatalog() throws Exception {
        start(RECORD, DATA);
        assertFails(ErrorKind.INVALID, () -> open("glance_region", "Three"));
        assertFails(ErrorKind.INVALID, () -> open("glance_service_interface", "admin"));
        context.caller(caller("stale"));
        assertFails(ErrorKind.FORBIDDEN, this::open);
        context.caller(caller(null));
        assertFails(ErrorKind.UNAUTHENTICATED, this::open);
        var bare = new Identity(Identity.Kind.CONFIRMED, Map.of(), List.of(), List.of(), "the-token", null);
        context.caller(new RequestContext("req-test", bare, false, "192.0.2.1"));
        assertFails(ErrorKind.INVALID, this::open);
    }

    @Test
    @Covers("IMP-52")
    public void importsNothingThatIsNotWhole() throws Exception {
        start(RECORD.replace("active", "queued"), DATA);
        assertTrue(assertFails(ErrorKind.INVALID, this::open).getMessage().contains("instead of queued"));
        for (String record : List.of(
                RECORD.replace("200000", "null"),
                RECORD.replace("200000", "-1"),
                RECORD.replace("'qcow2'", "null"),
                RECORD.replace("'ovf'", "'a b'"),
                RECORD.substring(0, 50),
                "[]".repeat(3))) {
            start(record, DATA);
            VitrineException failure = assertThrows(record, VitrineException.class, this::open);
            assertTrue(record, failure.kind() == ErrorKind.BAD_GATEWAY || failure.kind() == ErrorKind.INVALID);
        }
        start(RECORD, new byte[199_999]);
        assertFails(ErrorKind.BAD_GATEWAY, this::open);
        start(RECORD, new byte[200_001]);
        assertFails(ErrorKind.QUOTA_EXCEEDED, this::open);
    }

    private void assertRead(boolean good, String hash) throws Exception {
        start(RECORD.replace("'os_hash_algo': 'sha512'", hash), DATA);
        try (ImportSource source = open();
                InputStream stream = source.open()) {
            if (good) {
                assertArrayEquals(DATA, stream.readAllBytes());
            } else {
                VitrineException failure = assertFails(ErrorKind.BAD_GATEWAY, stream::readAllBytes);
                assertTrue(failure.getMessage(), failure.getMessage().contains("hash"));
            }
        }
    }

    private static String hash(String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(DATA));
    }

    @Test
    public void importsNothingThatDoesNotHaveItsHash() throws Exception {
        String md5 = "'checksum': '" + hash("MD5") + "'";
        String other = "0".repeat(128);
        for (String name : List.of("sha256", "sha384", "sha512")) {
            String right = hash(name.replace("sha", "SHA-"));
            String key = "'os_hash_algo': '" + name + "', 'os_hash_value': '";
            assertRead(true, key + right + "'");
            assertRead(true, key + right.toUpperCase(Locale.ROOT) + "'");
            assertRead(false, key + other.substring(0, right.length()) + "', " + md5);
        }
        assertRead(true, md5);
        assertRead(false, "'checksum': '" + other.substring(0, 32) + "'");
        assertRead(true, "'os_hash_algo': 'blake2b', 'os_hash_value': '" + other + "', " + md5);
        assertRead(true, "'os_hash_algo': null, 'os_hash_value': null, 'checksum': null");
    }

    @Test
    @Covers("IMP-43")
    public void goesThroughTheFilter() throws Exception {
        start(RECORD, DATA);
        Downloads strict = OpenDownloads.of("mirror.example");
        try {
            var filtered = new GlanceDownload(strict, config.build());
            assertFails(ErrorKind.INVALID, () -> filtered.open(context.parameters(parameters())));
        } finally {
            strict.deactivate();
        }
        assertEquals(0, server.requests().size());
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.glancedownload.cfg").assertShows(GlanceDownloadConfig.class);
    }
}
