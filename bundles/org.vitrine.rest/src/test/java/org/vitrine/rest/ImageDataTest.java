package org.vitrine.rest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import javax.servlet.http.HttpServletResponse;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.edge.api.DirectOutput;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.store.MemoryStore;

/** Image data up and down (contract sections 15.1 and 15.3). */
public class ImageDataTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final String ALPHABET_MD5 = "c3fcd3d76192e4007dfb496cca67e13b";
    private static final Map<String, String> OCTETS = Map.of("Content-Type", "application/octet-stream");

    private TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        for (MemoryStore store : api.core.memory.values()) {
            assertEquals("every channel is closed", 0, store.openChannels());
        }
        api.core.stores.values().forEach(store -> assertEquals(0, store.drain().running()));
        assertEquals(List.of(), api.core.records.intents().ofNode(TestCore.NODE));
        api.close();
    }

    private void serve(Map<String, Object> options, String... stores) {
        api.close();
        api = new TestApi(new TestCore(options, stores), OWNER);
    }

    private static String file(String id) {
        return "/v2/images/" + id + "/file";
    }

    private Answer download(String id, String... header) {
        return api.send("GET", file(id), header.length == 0 ? Map.of() : Map.of(header[0], header[1]));
    }

    private void assertQueued(String id) {
        Image image = api.core.image(id);
        assertEquals(ImageStatus.QUEUED, image.status());
        assertNull(image.size());
        assertNull(image.virtualSize());
        assertNull(image.checksum());
        assertNull(image.hashValue());
        assertEquals(List.of(), image.locations());
        api.core.memory.values().forEach(store -> assertEquals(Set.of(), store.names()));
    }

    @Test
    @Covers({
        "UP-1",
        "UP-2",
        "UP-3",
        "UP-9",
        "UP-16",
        "DL-1",
        "REP-12",
        "REP-13",
        "STAT-4",
        "CLI-9",
        "CLI-11",
        "GOTCHA-25"
    })
    public void dataGoesUpAndComesDown() {
        String id = api.image();
        Answer up = api.send(
                "PUT",
                file(id),
                Map.of("Content-Type", "application/octet-stream; x=y", "Content-Range", "bytes 5-6/7"),
                ALPHABET);
        assertEquals(204, up.status());
        assertEquals(0, up.body().length);
        JsonNode image = api.get("/v2/images/" + id).json();
        assertEquals("active", image.get("status").textValue());
        assertEquals(26, image.get("size").intValue());
        assertEquals(26, image.get("virtual_size").intValue());
        assertEquals(ALPHABET_MD5, image.get("checksum").textValue());
        assertEquals("sha512", image.get("os_hash_algo").textValue());
        assertEquals(128, image.get("os_hash_value").textValue().length());
        assertEquals(1, api.core.image(id).locations().size());
        Answer down = download(id);
        assertEquals(200, down.status());
        assertArrayEquals(ALPHABET, down.body());
        assertEquals("application/octet-stream", down.header("Content-Type"));
        assertEquals("26", down.header("Content-Length"));
        assertEquals(ALPHABET_MD5, down.header("Content-MD5"));
        assertNull(down.header("Content-Range"));
        String other = api.image();
        assertEquals(
                204,
                api.stream("PUT", file(other), OCTETS, new ByteArrayInputStream(ALPHABET))
                        .status());
        assertArrayEquals(ALPHABET, download(other).body());
    }

    @Test
    @Covers({"UP-2", "FMT-1", "FMT-2", "DL-14"})
    public void noDataAtAllIsDataToo() {
        String id = api.image();
        assertEquals(204, api.upload(id, new byte[0]).status());
        JsonNode image = api.get("/v2/images/" + id).json();
        assertEquals("0", image.get("size").toString());
        assertTrue(image.get("virtual_size").isNull());
        assertEquals("d41d8cd98f00b204e9800998ecf8427e", image.get("checksum").textValue());
        Answer down = download(id, "Accept", "image/png");
        assertEquals(200, down.status());
        assertEquals("0", down.header("Content-Length"));
        assertEquals(416, download(id, "Range", "bytes=0-").status());
        String boxed = api.post("/v2/images", "{\"disk_format\":\"raw\",\"container_format\":\"ovf\"}")
                .json()
                .get("id")
                .textValue();
        api.upload(boxed, ALPHABET);
        assertNull(api.core.image(boxed).virtualSize());
    }

    @Test
    @Covers({"UP-1", "UP-4", "UP-6", "UP-15", "POL-6", "GOTCHA-7", "GOTCHA-6", "GOTCHA-5", "ERR-24", "STAT-2"})
    public void theFirstCheckThatFailsAnswers() {
        serve(Map.of(), "slow", "fast");
        String community = api.image("\"visibility\":\"community\"");
        String hidden = api.image();
        String formless = api.post("/v2/images", "{\"disk_format\":\"raw\"}")
                .json()
                .get("id")
                .textValue();
        Map<String, String> typed = Map.of("Content-Type", "application/octet-stream", "x-image-meta-store", "nope");
        Map<String, String> untyped = Map.of("x-image-meta-store", "nope");
        Answer wrongType = api.as(Callers.anonymous()).send("PUT", file("nope"), untyped);
        assertEquals(415, wrongType.status());
        assertTrue(wrongType.text().contains("''"));
        assertEquals(
                415,
                api.send("PUT", file("nope"), Map.of("Content-Type", "text/plain"))
                        .status());
        assertEquals(403, api.send("PUT", file("nope"), typed).status());
        api.as(OWNER);
        Answer wrongStore = api.send("PUT", file("nope"), typed);
        assertEquals(400, wrongStore.status());
        assertTrue(wrongStore.text().contains("Store for identifier nope not found"));
        assertEquals(
                400,
                api.send(
                                "PUT",
                                file("nope"),
                                Map.of("Content-Type", "application/octet-stream", "x-image-meta-store", ""))
                        .status());
        assertEquals(404, api.upload("nope", ALPHABET).status());
        api.as(Callers.member("p2"));
        assertEquals(403, api.upload(community, ALPHABET).status());
        assertEquals(404, api.upload(hidden, ALPHABET).status());
        api.as(OWNER);
        Answer noFormat = api.upload(formless, ALPHABET);
        assertEquals(400, noFormat.status());
        assertTrue(noFormat.text().contains("Property container_format must be set prior to saving data."));
        assertTrue(api.upload(api.post("/v2/images", "{}").json().get("id").textValue(), ALPHABET)
                .text()
                .contains("Properties disk_format, container_format must be set prior to saving data."));
        assertQueued(formless);
        assertQueued(hidden);
    }

    @Test
    @Covers({"UP-7", "STAT-1", "STAT-6", "GOTCHA-5"})
    public void onlyQueuedImagesTakeData() {
        String id = api.active(ALPHABET);
        Answer again = api.upload(id, new byte[3]);
        assertEquals(409, again.status());
        assertTrue(again.text().contains("Image status transition from active to saving is not allowed"));
        assertArrayEquals(ALPHABET, download(id).body());
        for (ImageStatus status : new ImageStatus[] {
            ImageStatus.SAVING,
            ImageStatus.UPLOADING,
            ImageStatus.IMPORTING,
            ImageStatus.DEACTIVATED,
            ImageStatus.KILLED
        }) {
            Image before = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(before, before.toBuilder().status(status).build());
            assertEquals(409, api.upload(id, new byte[3]).status());
        }
    }

    @Test
    @Covers({"UP-4", "REP-22", "REP-23", "IMPF-17", "op:STORE-35", "op:STORE-36"})
    public void aMultiStoreServerTakesDataWhereItIsTold() {
        serve(Map.of("show_image_direct_url", true), "slow", "fast");
        String byDefault = api.active(ALPHABET);
        assertEquals(
                "slow", api.get("/v2/images/" + byDefault).json().get("stores").textValue());
        String id = api.image();
        Map<String, String> headers = Map.of("Content-Type", "application/octet-stream", "x-image-meta-store", "fast");
        assertEquals(204, api.send("PUT", file(id), headers, ALPHABET).status());
        JsonNode image = api.get("/v2/images/" + id).json();
        assertEquals("fast", image.get("stores").textValue());
        assertEquals("memory://fast/" + id, image.get("direct_url").textValue());
        assertEquals(Set.of(id), api.core.memory.get("fast").names());
        serve(Map.of(), "main");
        String single = api.image();
        assertEquals(
                "ignored where there is one store",
                204,
                api.send("PUT", file(single), headers, ALPHABET).status());
        assertTrue(!api.get("/v2/images/" + single).json().has("stores"));
    }

    @Test
    @Covers({"LIM-5", "UP-10", "UP-13", "GOTCHA-50", "ERR-33"})
    public void theSizeCapEndsExactlyAtItsNumber() {
        Settings.change(api.core.settings, Map.of("image_size_cap", 26L));
        String id = api.image();
        byte[] more = Arrays.copyOf(ALPHABET, 27);
        assertEquals(413, api.upload(id, more).status());
        assertQueued(id);
        InputStream unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the body was read");
            }
        };
        assertEquals(
                413,
                api.answer(api.servlet("PUT", file(id), OCTETS, unread).announce(27))
                        .status());
        assertEquals(
                413,
                api.stream("PUT", file(id), OCTETS, new ByteArrayInputStream(more))
                        .status());
        assertQueued(id);
        assertEquals(
                204,
                api.stream("PUT", file(id), OCTETS, new ByteArrayInputStream(ALPHABET))
                        .status());
    }

    @Test
    @Covers({"UP-10", "UP-12", "ERR-32", "ERR-39"})
    public void whateverTheStoreDoesTheImageIsQueuedAgain() {
        Object[][] rows = {
            {ErrorKind.STORE_FULL, 413},
            {ErrorKind.STORE_READ_ONLY, 503},
            {ErrorKind.STORE_DISABLED, 410},
            {ErrorKind.UNAUTHENTICATED, 401},
            {ErrorKind.UNAVAILABLE, 503},
            {ErrorKind.INTERNAL, 500},
            {ErrorKind.TIMEOUT, 408}
        };
        for (Object[] row : rows) {
            String id = api.image();
            api.core.stores.get("main").failWrite((ErrorKind) row[0], 0);
            assertEquals(row[1], api.upload(id, ALPHABET).status());
            assertQueued(id);
            api.core.stores.get("main").heal().failWrite((ErrorKind) row[0], 1000);
            assertEquals(row[1], api.upload(id, new byte[1 << 20]).status());
            assertQueued(id);
            api.core.stores.get("main").heal();
            assertEquals("and can be tried again", 204, api.upload(id, ALPHABET).status());
            api.delete("/v2/images/" + id);
        }
    }

    @Test
    @Covers("UP-10")
    public void aSenderThatGoesAwayLeavesNothing() {
        for (Exception cause :
                new Exception[] {new IOException("reset"), new VitrineException(ErrorKind.CLIENT_GONE, "gone")}) {
            String id = api.image();
            InputStream broken = new InputStream() {
                private int left = 300_000;

                @Override
                public int read() throws IOException {
                    if (left-- > 0) {
                        return 'x';
                    }
                    if (cause instanceof IOException io) {
                        throw io;
                    }
                    throw (VitrineException) cause;
                }
            };
            assertEquals(400, api.stream("PUT", file(id), OCTETS, broken).status());
            assertQueued(id);
        }
    }

    @Test
    public void aStoreThatIsNotThereIsUnavailable() {
        String id = api.image();
        String active = api.active(ALPHABET);
        api.core.plugins.unbind(api.core.stores.get("main"));
        assertEquals(503, api.upload(id, ALPHABET).status());
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
        assertEquals(503, download(active).status());
        serve(Map.of(), "slow", "fast");
        String other = api.image();
        api.core.plugins.unbind(api.core.stores.get("slow"));
        assertEquals(503, api.upload(other, ALPHABET).status());
        assertEquals(ImageStatus.QUEUED, api.core.image(other).status());
    }

    @Test
    @Covers({"UP-11", "DEL-9", "STAT-7", "GOTCHA-5", "ERR-32"})
    public void whoLosesTheRaceIsToldSo() {
        Settings.change(api.core.settings, Map.of("user_storage_quota", "1TB"));
        String id = api.image();
        api.core.worstMoment.before("usage", () -> {
            Image image = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(image, image.toBuilder().status(ImageStatus.SAVING).build());
        });
        assertEquals(410, api.upload(id, ALPHABET).status());
        assertEquals("the other's", ImageStatus.SAVING, api.core.image(id).status());
        String deleted = api.image();
        InputStream deleting = new InputStream() {
            private int left = 3;

            @Override
            public int read() {
                if (left == 3) {
                    assertEquals(204, api.delete("/v2/images/" + deleted).status());
                }
                return left-- > 0 ? 'x' : -1;
            }
        };
        assertEquals(410, api.stream("PUT", file(deleted), OCTETS, deleting).status());
        assertEquals(404, api.get("/v2/images/" + deleted).status());
        assertEquals(Set.of(), api.core.memory.get("main").names());
    }

    @Test
    @Covers("UP-14")
    public void signedDataIsNotTakenUnverified() {
        String signature = "\"img_signature\":\"a\",\"img_signature_hash_method\":\"SHA-256\","
                + "\"img_signature_key_type\":\"RSA-PSS\"";
        String id = api.image(signature, "\"img_signature_certificate_uuid\":\"c\"");
        assertEquals(400, api.upload(id, ALPHABET).status());
        assertQueued(id);
        assertEquals(
                "only all four are a signature",
                204,
                api.upload(api.image(signature), ALPHABET).status());
    }

    @Test
    @Covers({"op:CFG-41", "op:CFG-65", "LIM-11", "PATCH-20"})
    public void theHashStaysTheOneOfTheUpload() {
        String first = api.active(ALPHABET);
        String waiting = api.image();
        Settings.change(api.core.settings, Map.of("hashing_algorithm", "sha256"));
        String second = api.active(ALPHABET);
        assertEquals(204, api.upload(waiting, ALPHABET).status());
        assertHash(first, "sha512", 128);
        assertHash(second, "sha256", 64);
        assertHash(waiting, "sha256", 64);
        for (String name : List.of("os_hash_algo", "os_hash_value")) {
            for (String operation : List.of("add", "replace", "remove")) {
                String patch = "[{\"op\":\"" + operation + "\",\"path\":\"/" + name + "\",\"value\":\"x\"}]";
                assertEquals(patch, 403, api.patch(first, patch).status());
            }
        }
        assertHash(first, "sha512", 128);
    }

    private void assertHash(String id, String algorithm, int length) {
        JsonNode image = api.get("/v2/images/" + id).json();
        assertEquals(algorithm, image.get("os_hash_algo").textValue());
        assertEquals(length, image.get("os_hash_value").textValue().length());
    }

    @Test
    @Covers({"UP-17", "op:CFG-65"})
    public void dataMustBeWhatTheImageSaysItIs() {
        String id = api.image();
        Image image = api.core.image(id);
        api.core
                .records
                .images()
                .update(image, image.toBuilder().checksum("0".repeat(32)).build());
        assertEquals(400, api.upload(id, ALPHABET).status());
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
        String other = api.image();
        Image hashed = api.core.image(other);
        api.core
                .records
                .images()
                .update(
                        hashed,
                        hashed.toBuilder()
                                .checksum(ALPHABET_MD5)
                                .hash("md5", ALPHABET_MD5)
                                .build());
        assertEquals(204, api.upload(other, ALPHABET).status());
        assertEquals("md5", api.core.image(other).hashAlgorithm());
    }

    @Test
    @Covers({"DL-6", "DL-7", "DL-8", "DL-9", "DL-10", "GOTCHA-24", "GOTCHA-25", "ERR-35", "EX-12"})
    public void partsOfAnImage() {
        String id = api.active(ALPHABET);
        assertPart(id, "Range", "bytes=3-10", "bytes 3-10/26", "defghijk");
        assertPart(id, "Range", "bytes=20-", "bytes 20-25/26", "uvwxyz");
        assertPart(id, "Range", "bytes=20-99", "bytes 20-25/26", "uvwxyz");
        assertPart(id, "Range", "bytes=-2", "bytes 24-25/26", "yz");
        assertPart(id, "Range", "bytes=-99", "bytes 0-25/26", new String(ALPHABET, StandardCharsets.US_ASCII));
        assertPart(id, "Content-Range", "bytes 3-10/26", "bytes 3-10/26", "defghijk");
        assertPart(id, "Content-Range", "bytes 3-10/*", "bytes 3-10/26", "defghijk");
        assertEquals(400, download(id, "Range", "bytes=0-1,3-4").status());
        for (String range : new String[] {"bytes=10-5", "bytes=26-", "chars=0-1", "bytes=x-y", "bytes=-", "x"}) {
            assertEquals(range, 416, download(id, "Range", range).status());
        }
        for (String range : new String[] {"bytes 3-26/26", "bytes 26-27/*", "bytes 3-10/5", "bytes */26", "x"}) {
            assertEquals(range, 416, download(id, "Content-Range", range).status());
        }
        Answer both = api.send("GET", file(id), Map.of("Range", "bytes=0-0", "Content-Range", "bytes 3-10/26"));
        assertEquals("a", both.text());
    }

    private void assertPart(String id, String header, String asked, String given, String data) {
        Answer answer = download(id, header, asked);
        assertEquals(asked, 206, answer.status());
        assertEquals(given, answer.header("Content-Range"));
        assertEquals(data, answer.text());
        assertEquals(String.valueOf(data.length()), answer.header("Content-Length"));
        assertEquals("of the whole image", ALPHABET_MD5, answer.header("Content-MD5"));
    }

    @Test
    @Covers({"DL-6", "DL-11"})
    public void aStoreThatReadsFromTheBeginningOnlyServesPartsToo() {
        String id = api.active(ALPHABET);
        MemoryStore plain = new MemoryStore("main", 0, EnumSet.of(Capability.WRITE, Capability.DELETE));
        plain.put(new BlobName(id), ALPHABET);
        api.core.add(plain);
        assertPart(id, "Range", "bytes=3-10", "bytes 3-10/26", "defghijk");
        assertArrayEquals(ALPHABET, download(id).body());
        plain.put(new BlobName(id), new byte[2]);
        assertEquals(
                "shorter than the record says",
                503,
                download(id, "Range", "bytes=3-10").status());
    }

    @Test
    @Covers({"DL-2", "DL-3", "DL-4", "DL-5", "DL-16", "GOTCHA-5", "GOTCHA-27", "POL-7", "MEM-14", "ACT-6", "REP-24"})
    public void whoGetsData() {
        String id = api.image();
        assertEquals(204, download(id).status());
        assertEquals(204, download(id, "Range", "bytes=0-1").status());
        assertEquals(404, download("nope").status());
        api.upload(id, ALPHABET);
        assertEquals(404, api.as(Callers.member("p2")).get(file(id)).status());
        assertEquals(
                "a reader is no member",
                403,
                api.as(Callers.reader("p1")).get(file(id)).status());
        api.as(OWNER).post("/v2/images/" + id + "/members", "{\"member\":\"p2\"}");
        assertEquals(200, api.as(Callers.member("p2")).get(file(id)).status());
        assertEquals(403, api.upload(id, ALPHABET).status());
        api.as(OWNER).send("POST", "/v2/images/" + id + "/actions/deactivate", Map.of());
        Answer deactivated = download(id, "Range", "nonsense");
        assertEquals(403, deactivated.status());
        assertTrue(deactivated.text().contains("has been deactivated"));
        assertEquals(404, api.as(Callers.member("p3")).get(file(id)).status());
        assertEquals(200, api.as(Callers.admin("adm")).get(file(id)).status());
        api.core.policy.deny("download_image");
        assertEquals(403, download(id, "Range", "nonsense").status());
    }

    @Test
    @Covers({"DL-11", "op:STORE-11"})
    public void theNextLocationAnswersWhereOneFails() {
        serve(Map.of(), "slow", "fast");
        byte[] data = new byte[3 << 20];
        new Random(3).nextBytes(data);
        String id = api.active(data);
        Image image = api.core.image(id);
        api.core.memory.get("fast").put(new BlobName(id), data);
        ImageLocation second = new ImageLocation("memory://fast/" + id, Map.of("store", "fast"));
        api.core
                .records
                .images()
                .update(
                        image,
                        image.toBuilder()
                                .locations(List.of(image.locations().get(0), second))
                                .build());
        for (long after : new long[] {0, 100_000, 1_500_000, 3_000_000}) {
            api.core.stores.get("slow").heal().failRead(after);
            assertArrayEquals(data, download(id).body());
        }
        api.core.stores.get("slow").heal().failOpen(ErrorKind.UNAVAILABLE);
        assertArrayEquals(
                Arrays.copyOfRange(data, 500_000, 500_100),
                download(id, "Range", "bytes=500000-500099").body());
        Object[][] rows = {
            {ErrorKind.NOT_FOUND, 204},
            {ErrorKind.UNAVAILABLE, 503},
            {ErrorKind.STORE_UNSUPPORTED, 400},
            {ErrorKind.FORBIDDEN, 403}
        };
        for (Object[] row : rows) {
            api.core.stores.get("fast").heal().failOpen((ErrorKind) row[0]);
            assertEquals("the last one's error", row[1], download(id).status());
        }
    }

    @Test
    @Covers("DL-11")
    public void dataThatEndsTooEarlyIsCutAndNotFilledUp() throws Exception {
        String id = api.active(ALPHABET);
        api.core.memory.get("main").put(new BlobName(id), new byte[10]);
        FakeServlet servlet = api.servlet("GET", file(id), Map.of(), FakeServlet.noBody());
        assertEquals(
                ErrorKind.UNAVAILABLE,
                assertThrows(VitrineException.class, () -> api.handle(servlet)).kind());
        assertEquals(10, servlet.sent.size());
    }

    @Test
    public void aReceiverThatGoesAwayLeavesTheStoreAlone() {
        String id = api.active(new byte[1 << 20]);
        FakeServlet servlet = api.servlet("GET", file(id), Map.of(), FakeServlet.noBody());
        servlet.target = new OutputStream() {
            private int left = 100_000;

            @Override
            public void write(int octet) throws IOException {
                if (left-- == 0) {
                    throw new IOException("broken pipe");
                }
            }
        };
        assertThrows(IOException.class, () -> api.handle(servlet));
    }

    @Test
    public void whatMayStillBeSentToOneIsNeverFilledForAnother() throws Exception {
        String id = api.active(ALPHABET);
        List<ByteBuffer> used = new ArrayList<>();
        DirectOutput breaking = buffer -> {
            used.add(buffer);
            throw new IOException("idle timeout");
        };
        DirectOutput taking = buffer -> {
            used.add(buffer);
            buffer.position(buffer.limit());
        };
        assertThrows(IOException.class, () -> api.handle(downloadThrough(breaking, id)));
        api.handle(downloadThrough(taking, id));
        api.handle(downloadThrough(taking, id));
        assertNotSame(used.get(0), used.get(1));
        assertSame(used.get(1), used.get(2));
    }

    private FakeServlet downloadThrough(DirectOutput output, String id) {
        Function<HttpServletResponse, Optional<DirectOutput>> way = response -> Optional.of(output);
        return api.servlet("GET", file(id), Map.of(), FakeServlet.noBody()).with(DirectOutput.ATTRIBUTE, way);
    }

    @Test
    @Covers("DL-1")
    public void anImageOfAnOlderServerMayLackSizeAndChecksum() {
        String id = api.active(ALPHABET);
        Image image = api.core.image(id);
        api.core
                .records
                .images()
                .update(image, image.toBuilder().size(null).checksum(null).build());
        Answer answer = download(id);
        assertEquals("26", answer.header("Content-Length"));
        assertNull(answer.header("Content-MD5"));
        api.core.stores.get("main").failSize(ErrorKind.UNAVAILABLE);
        assertEquals(503, download(id).status());
        api.core.stores.get("main").failSize(ErrorKind.NOT_FOUND);
        assertEquals(204, download(id).status());
    }

    @Test
    public void recordsThatCannotBeSavedLeaveNoData() {
        String id = api.image();
        Runnable failure = () -> {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The database is away.");
        };
        api.core.worstMoment.before("update", failure);
        assertEquals(503, api.upload(id, ALPHABET).status());
        assertQueued(id);
        InputStream failing = new InputStream() {
            private int left = 3;

            @Override
            public int read() {
                if (left == 1) {
                    api.core.worstMoment.before("update", failure);
                }
                return left-- > 0 ? 'x' : -1;
            }
        };
        assertEquals(503, api.stream("PUT", file(id), OCTETS, failing).status());
        assertQueued(id);
        assertTrue(api.core.image(id).updatedAt().isBefore(Instant.now().plusSeconds(1)));
    }
}
