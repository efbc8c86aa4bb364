package org.vitrine.core.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.store.FailingStore;
import org.vitrine.spi.testkit.store.MemoryStore;

/** Data up and down again, and every way in which that fails. */
public class TransferTest {
    private static final String NODE = TestCore.NODE;
    private static final RequestContext CALLER = Callers.member("p1");
    private static final UploadRequest PLAIN = new UploadRequest(Optional.empty(), OptionalLong.empty());

    private TestCore core = new TestCore(Map.of(), "main");
    private MemoryStore memory = core.memory.get("main");
    private FailingStore store = core.stores.get("main");

    @After
    public void stop() {
        core.close();
    }

    private ImageUpload upload(Map<String, Object> options) {
        Settings.change(core.settings, options);
        return core.upload;
    }

    private ImageDownload download() {
        return core.download;
    }

    private Image reload(Image image) {
        return core.records
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private void assertNothingLeft(Image image) {
        Image now = reload(image);
        assertEquals(ImageStatus.QUEUED, now.status());
        assertNull(now.size());
        assertNull(now.checksum());
        assertEquals(List.of(), now.locations());
        assertEquals(List.of(), core.records.intents().ofNode(NODE));
        assertThrows(
                VitrineException.class, () -> memory.size(new BlobLocation("memory://main/" + image.id(), Map.of())));
    }

    @Test
    @Covers({"UP-3", "UP-9", "FMT-1", "DL-1"})
    public void whatGoesUpComesDownWithItsHashes() throws Exception {
        for (int length : new int[] {0, 1, Belt.CHUNK_BYTES, Belt.CHUNK_BYTES * Belt.CHUNKS * 3 + 17}) {
            byte[] data = random(length);
            Image image = core.queued();
            upload(Map.of()).upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(data));
            Image active = reload(image);
            assertEquals(ImageStatus.ACTIVE, active.status());
            assertEquals(Long.valueOf(length), active.size());
            assertEquals(length == 0 ? null : Long.valueOf(length), active.virtualSize());
            assertEquals(hash("MD5", data), active.checksum());
            assertEquals("sha512", active.hashAlgorithm());
            assertEquals(hash("SHA-512", data), active.hashValue());
            assertEquals(List.of(), core.records.intents().ofNode(NODE));
            assertArrayEquals(data, bytes(image, Optional.empty()));
        }
    }

    @Test
    @Covers({"LIM-11", "op:CFG-41"})
    public void theHashAlgorithmIsTheOperatorsChoice() throws Exception {
        byte[] data = random(1000);
        Image image = core.queued();
        upload(Map.of("hashing_algorithm", "md5"))
                .upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(data));
        assertEquals("md5", reload(image).hashAlgorithm());
        assertEquals(reload(image).checksum(), reload(image).hashValue());
        assertThrows(IllegalArgumentException.class, () -> upload(Map.of("hashing_algorithm", "crc32")));
    }

    @Test
    @Covers({"DL-6", "DL-7"})
    public void aRangeIsThatPart() throws Exception {
        byte[] data = random(1000);
        Image image = core.queued();
        upload(Map.of()).upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(data));
        assertArrayEquals(Arrays.copyOfRange(data, 100, 200), bytes(image, Optional.of("bytes=100-199")));
    }

    @Test
    @Covers({"UP-7", "UP-8"})
    public void onlyAQueuedImageWithFormatsTakesData() {
        ImageUpload upload = upload(Map.of());
        Image image = core.queued();
        upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(new byte[3]));
        assertEquals(ErrorKind.CONFLICT, kind(() -> upload.upload(CALLER, image.id(), PLAIN, TransferTest::unread)));
        Image bare = Image.builder(UUID.randomUUID().toString(), ImageAccess.now())
                .owner("p1")
                .build();
        core.records.images().create(bare);
        assertEquals(ErrorKind.INVALID, kind(() -> upload.upload(CALLER, bare.id(), PLAIN, TransferTest::unread)));
        assertEquals(ErrorKind.NOT_FOUND, kind(() -> upload.upload(CALLER, "nope", PLAIN, TransferTest::unread)));
    }

    private static InputStream unread() {
        throw new AssertionError("the body was opened");
    }

    @Test
    @Covers({"UP-10", "LIM-5"})
    public void oneByteOverTheCapLeavesNothing() {
        Image image = core.queued();
        ImageUpload upload = upload(Map.of("image_size_cap", 1000L));
        assertEquals(
                ErrorKind.QUOTA_EXCEEDED,
                kind(() -> upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(random(1001)))));
        assertNothingLeft(image);
        UploadRequest announced = new UploadRequest(Optional.empty(), OptionalLong.of(1001));
        assertEquals(
                ErrorKind.QUOTA_EXCEEDED,
                kind(() -> upload.upload(CALLER, image.id(), announced, TransferTest::unread)));
        upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(random(1000)));
        assertEquals(ImageStatus.ACTIVE, reload(image).status());
    }

    @Test
    @Covers("LIM-6")
    public void aProjectCannotStoreMoreThanItsQuota() {
        ImageUpload upload = upload(Map.of("user_storage_quota", "1500"));
        upload.upload(CALLER, core.queued().id(), PLAIN, () -> new ByteArrayInputStream(random(1000)));
        Image second = core.queued();
        assertEquals(
                ErrorKind.QUOTA_EXCEEDED,
                kind(() -> upload.upload(CALLER, second.id(), PLAIN, () -> new ByteArrayInputStream(random(501)))));
        assertNothingLeft(second);
    }

    @Test
    @Covers("UP-10")
    public void aClientThatGoesAwayLeavesNothing() {
        Image image = core.queued();
        InputStream broken = new InputStream() {
            private int left = Belt.CHUNK_BYTES * 2;

            @Override
            public int read() throws IOException {
                if (left-- > 0) {
                    return 1;
                }
                throw new IOException("connection reset");
            }
        };
        assertThrows(VitrineException.class, () -> upload(Map.of()).upload(CALLER, image.id(), PLAIN, () -> broken));
        assertNothingLeft(image);
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void aFullStoreLeavesNothing() {
        Image image = core.queued();
        store.failWrite(ErrorKind.STORE_FULL, 1000);
        ImageUpload upload = upload(Map.of());
        assertEquals(
                ErrorKind.STORE_FULL,
                kind(() -> upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(random(5000)))));
        assertNothingLeft(image);
        store.heal();
        upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(random(5000)));
        assertEquals(ImageStatus.ACTIVE, reload(image).status());
    }

    @Test
    @Covers({"UP-11", "DEL-9"})
    public void anImageDeletedMeanwhileTakesItsDataAlong() {
        Image image = core.queued();
        ImageUpload upload = upload(Map.of());
        assertEquals(
                ErrorKind.GONE,
                kind(() -> upload.upload(CALLER, image.id(), PLAIN, () -> {
                    core.deletion.delete(CALLER, image.id());
                    return new ByteArrayInputStream(random(5000));
                })));
        assertEquals(List.of(), core.records.intents().ofNode(NODE));
        assertThrows(
                VitrineException.class, () -> memory.size(new BlobLocation("memory://main/" + image.id(), Map.of())));
    }

    @Test
    public void theJanitorSettlesWhatACrashLeft() {
        Image image = core.queued();
        Image saving = image.toBuilder().status(ImageStatus.SAVING).build();
        core.records.images().update(image, saving);
        BlobName name = new BlobName(image.id());
        WriteIntent intent = core.intents.prepare(saving, "main", name, Reservation.NONE, Optional.empty());
        core.records.intents().open(intent);
        core.intents.finished(intent);
        memory.put(name, random(5000));
        Janitor janitor = TransferParts.janitor(core);
        try {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (!core.records.intents().ofNode(NODE).isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertNothingLeft(image);
        } finally {
            stop(janitor);
        }
    }

    @Test
    @Covers("UP-10")
    public void aCommitWhoseAnswerIsLostKeepsItsData() throws Exception {
        ImageUpload upload = upload(Map.of());
        Image image = core.queued();
        byte[] data = random(5000);
        InputStream source = new ByteArrayInputStream(data) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (available() == 0) {
                    core.worstMoment.afterCommit(() -> {
                        throw new VitrineException(ErrorKind.UNAVAILABLE, "The connection was lost.");
                    });
                }
                return super.read(target, offset, length);
            }
        };
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> upload.upload(CALLER, image.id(), PLAIN, () -> source)));
        assertEquals(ImageStatus.ACTIVE, reload(image).status());
        assertArrayEquals(data, bytes(image, Optional.empty()));
    }

    private static void stop(Janitor janitor) {
        try {
            janitor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Covers({"DL-2", "DL-16"})
    public void anImageWithoutDataIsEmpty() {
        Image image = core.queued();
        upload(Map.of());
        try (Download download = download().open(CALLER, image.id(), Optional.of("bytes=0-1"), Optional.empty())) {
            assertTrue(download.empty());
        }
    }

    @Test
    @Covers("DL-11")
    public void aDownloadThatFailsMidwaySaysSo() throws Exception {
        Image image = core.queued();
        upload(Map.of()).upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(random(5000)));
        store.failRead(1000);
        assertThrows(VitrineException.class, () -> bytes(image, Optional.empty()));
        store.heal().failOpen(ErrorKind.UNAVAILABLE);
        assertEquals(
                ErrorKind.UNAVAILABLE,
                kind(() -> download().open(CALLER, image.id(), Optional.empty(), Optional.empty())));
        store.heal().failOpen(ErrorKind.NOT_FOUND);
        try (Download download = download().open(CALLER, image.id(), Optional.empty(), Optional.empty())) {
            assertTrue(download.empty());
        }
        assertFalse("nothing holds the store", store.drain().running() > 0);
    }

    private byte[] bytes(Image image, Optional<String> range) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Download download = download().open(CALLER, image.id(), range, Optional.empty())) {
            ByteBuffer buffer = ByteBuffer.allocate(333);
            while (download.read(buffer.clear()) >= 0) {
                bytes.write(buffer.array(), 0, buffer.position());
            }
        }
        return bytes.toByteArray();
    }

    private static String hash(String algorithm, byte[] data) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
    }

    private static ErrorKind kind(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }
}
