package org.vitrine.importing.conversion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.FakeImportContext;

public class TaskConversionTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfiguration<ImageConversionConfig> config = FakeConfiguration.of(ImageConversionConfig.class);

    private FakeImportContext context(String diskFormat) {
        return FakeImportContext.of(folder.getRoot().toPath(), diskFormat);
    }

    private TaskConversion to(String format) {
        return new TaskConversion(config.with("conversion_format", format).build());
    }

    @Test
    @Covers({"op:TASK-7", "op:TASK-11"})
    public void hasAFormatOfItsOwn() throws Exception {
        Disks disks = new Disks(folder.getRoot().toPath());
        config.with("output_format", "vmdk");
        Path image = disks.image("image", Disks.raw(), "qcow2");
        assertTrue(to("raw").concerns(context("qcow2")));
        try (ImportSource raw = to("raw").rewrite(context("qcow2"), image);
                InputStream disk = raw.open()) {
            assertEquals(Optional.of("raw"), raw.changes().diskFormat());
            assertArrayEquals(Disks.raw(), disk.readAllBytes());
        }
        Path archived = disks.image("archived.vmdk", Disks.raw(), "vmdk", "-o", "subformat=streamOptimized");
        ImportSource qcow2 = to("qcow2").rewrite(context("vmdk"), archived);
        assertEquals(Optional.of("qcow2"), qcow2.changes().diskFormat());
        disks.qemu(
                "convert",
                "-f",
                "qcow2",
                "-O",
                "raw",
                qcow2.file().orElseThrow().toString(),
                "back");
        assertArrayEquals(
                Disks.raw(), Files.readAllBytes(folder.getRoot().toPath().resolve("back")));
    }

    /** What Glance gives to {@code qemu-img convert -f} as the source's format is believed here only if it is true. */
    @Test
    public void refusesWhatIsNotWhatItIsSaidToBe() throws Exception {
        Path image = new Disks(folder.getRoot().toPath()).image("image", Disks.raw(), "qcow2");
        for (String claim : List.of("raw", "vmdk", "vhd", "ami")) {
            VitrineException refusal =
                    assertThrows(claim, VitrineException.class, () -> to("raw").rewrite(context(claim), image));
            assertEquals(ErrorKind.INVALID, refusal.kind());
        }
    }

    @Test
    @Covers("op:TASK-8")
    public void doesNothingWithoutAFormat() {
        for (String none : List.of("", " ")) {
            assertFalse(to(none).concerns(context("qcow2")));
        }
        assertThrows(IllegalArgumentException.class, () -> to("iso"));
    }
}
