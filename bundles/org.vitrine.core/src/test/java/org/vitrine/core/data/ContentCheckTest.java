package org.vitrine.core.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What the data of an upload has to do with what its image says of it. */
public class ContentCheckTest {
    private static final RequestContext CALLER = Callers.member("p1");
    private static final UploadRequest PLAIN = new UploadRequest(Optional.empty(), OptionalLong.empty());
    private static final long DISK = TestDisks.DISK;
    private static final int LENGTH = TestDisks.LENGTH;

    private final TestCore core = new TestCore(Map.of(), "main");

    @After
    public void stop() {
        core.close();
    }

    private void requireMatch() {
        Settings.change(core.settings, Map.of("require_image_format_match", true));
    }

    private Image queued(String diskFormat, String containerFormat) {
        Image image = Image.builder(UUID.randomUUID().toString(), Instant.parse("2030-01-02T03:04:05Z"))
                .owner("p1")
                .diskFormat(diskFormat)
                .containerFormat(containerFormat)
                .build();
        core.records.images().create(image);
        return image;
    }

    private Image reload(Image image) {
        return core.records
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image();
    }

    private Image upload(Image image, byte[] data) {
        core.upload.upload(CALLER, image.id(), PLAIN, () -> new ByteArrayInputStream(data));
        return reload(image);
    }

    /** Uploads it, and says the virtual size that it gets. */
    private Long sizeOf(String diskFormat, byte[] data) {
        Image active = upload(queued(diskFormat, "bare"), data);
        assertEquals(ImageStatus.ACTIVE, active.status());
        assertEquals(Long.valueOf(data.length), active.size());
        return active.virtualSize();
    }

    private void assertRefused(String diskFormat, byte[] data) {
        Image image = queued(diskFormat, "bare");
        VitrineException refusal = assertThrows(VitrineException.class, () -> upload(image, data));
        assertEquals(ErrorKind.UNSUPPORTED_MEDIA_TYPE, refusal.kind());
        assertNothingLeft(image);
    }

    private void assertNothingLeft(Image image) {
        Image now = reload(image);
        assertEquals(ImageStatus.QUEUED, now.status());
        assertNull(now.size());
        assertNull(now.virtualSize());
        assertNull(now.checksum());
        assertEquals(List.of(), now.locations());
        assertEquals(List.of(), core.records.intents().ofNode(TestCore.NODE));
        assertThrows(
                VitrineException.class,
                () -> core.memory.get("main").size(new BlobLocation("memory://main/" + image.id(), Map.of())));
    }

    @Test
    @Covers({"FMT-1", "FMT-3", "op:FMT-9"})
    public void theHeaderTellsTheVirtualSize() {
        assertEquals(Long.valueOf(DISK), sizeOf("qcow2", TestDisks.qcow2(0)));
        assertEquals(Long.valueOf(LENGTH), sizeOf("raw", TestDisks.random()));
        assertEquals(Long.valueOf(LENGTH), sizeOf("raw", TestDisks.qcow2(0)));
        assertEquals(Long.valueOf(100 * 2048), sizeOf("iso", TestDisks.disc()));
    }

    @Test
    @Covers({"FMT-1", "FMT-2", "FMT-7", "CLI-11"})
    public void whatDoesNotMatchIsTakenAllTheSame() {
        for (String format : List.of("qcow2", "vhd", "vhdx", "vmdk", "vdi", "iso", "ami", "ploop")) {
            assertNull(format, sizeOf(format, TestDisks.random()));
        }
        assertNull(sizeOf("vmdk", TestDisks.qcow2(0)));
        assertNull(sizeOf("qcow2", new byte[0]));
        assertEquals(Long.valueOf(DISK), sizeOf("qcow2", TestDisks.qcow2(600)));
        Image inContainer = upload(queued("qcow2", "ovf"), TestDisks.qcow2(0));
        assertEquals(ImageStatus.ACTIVE, inContainer.status());
        assertNull(inContainer.virtualSize());
    }

    @Test
    @Covers({"FMT-4", "LIM-21", "op:FMT-10"})
    public void whereFormatsMustMatchOthersAreRefused() {
        requireMatch();
        assertRefused("vmdk", TestDisks.qcow2(0));
        assertRefused("qcow2", TestDisks.random());
        assertRefused("vhd", TestDisks.random());
        assertRefused("iso", new byte[100]);
        assertRefused("ami", TestDisks.qcow2(0));
        assertEquals(Long.valueOf(DISK), sizeOf("qcow2", TestDisks.qcow2(0)));
        Image image = queued("qcow2", "bare");
        assertThrows(VitrineException.class, () -> upload(image, TestDisks.random()));
        assertEquals(Long.valueOf(DISK), upload(image, TestDisks.qcow2(0)).virtualSize());
        assertEquals(
                ImageStatus.ACTIVE,
                upload(queued("qcow2", "ovf"), TestDisks.random()).status());
    }

    @Test
    @Covers("FMT-4")
    public void dataOfSeveralFormatsIsRefusedWhateverItsImageSays() {
        requireMatch();
        byte[] both = TestDisks.disc();
        System.arraycopy(TestDisks.qcow2(0), 0, both, 0, 512);
        for (String format : List.of("qcow2", "iso", "raw", "ami")) {
            assertRefused(format, both);
        }
        assertEquals(Long.valueOf(100 * 2048), sizeOf("iso", TestDisks.bootable(TestDisks.disc())));
    }

    @Test
    @Covers("FMT-5")
    public void rawDataMayBeAnythingAndOtherFormatsAreNotKnown() {
        requireMatch();
        assertEquals(Long.valueOf(LENGTH), sizeOf("raw", TestDisks.qcow2(0)));
        assertEquals(Long.valueOf(LENGTH), sizeOf("raw", TestDisks.bootable(TestDisks.random())));
        for (String format : List.of("ami", "ari", "aki", "ploop")) {
            assertNull(sizeOf(format, TestDisks.random()));
        }
    }

    @Test
    @Covers("FMT-6")
    public void dataThatIsNotSafeIsRefused() {
        requireMatch();
        assertRefused("qcow2", TestDisks.qcow2(600));
        assertRefused("raw", TestDisks.qcow2(600));
        byte[] table = TestDisks.bootable(new byte[LENGTH]);
        table[446] = 0x7f;
        assertRefused("gpt", table);
    }

    @Test
    @Covers("FMT-4")
    public void whatIsSureToBeRefusedIsNotReadToItsEnd() {
        requireMatch();
        Image image = queued("qcow2", "bare");
        long most = 2L * Belt.CHUNK_BYTES;
        InputStream endless = new InputStream() {
            private long read;

            @Override
            public int read() {
                read++;
                assertTrue("read on", read <= most);
                return 'x';
            }
        };
        VitrineException refusal = assertThrows(
                VitrineException.class, () -> core.upload.upload(CALLER, image.id(), PLAIN, () -> endless));
        assertEquals(ErrorKind.UNSUPPORTED_MEDIA_TYPE, refusal.kind());
        assertNothingLeft(image);
    }
}
