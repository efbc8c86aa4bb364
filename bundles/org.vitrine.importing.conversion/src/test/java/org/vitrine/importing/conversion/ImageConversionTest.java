package org.vitrine.importing.conversion;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.importing.FakeImportContext;

public class ImageConversionTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfiguration<ImageConversionConfig> config = FakeConfiguration.of(ImageConversionConfig.class);
    private Disks disks;

    @Before
    public void setUp() {
        disks = new Disks(folder.getRoot().toPath());
    }

    private FakeImportContext context(String diskFormat) {
        return FakeImportContext.of(folder.getRoot().toPath(), diskFormat);
    }

    private ImportSource convert(Path image, String from, String to) throws IOException {
        return new ImageConversion(config.with("output_format", to).build()).rewrite(context(from), image);
    }

    private static byte[] read(ImportSource source) throws IOException {
        try (source;
                InputStream stream = source.open()) {
            byte[] all = stream.readAllBytes();
            assertEquals(source.size().orElse(all.length), all.length);
            return all;
        }
    }

    private void clearWork() throws IOException {
        try (Stream<Path> files = Files.list(context("raw").workingDirectory())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    @Covers({"IMP-83", "IMPF-19"})
    public void makesRawDisksOfAllFormats() throws Exception {
        byte[] raw = Disks.raw();
        String[][] kinds = {
            {"qcow2", "qcow2"},
            {"qcow2", "qcow2", "-o", "compat=0.10"},
            {"qcow2", "qcow2", "-o", "cluster_size=512"},
            {"qcow2", "qcow2", "-c"},
            {"qcow2", "qcow2", "-c", "-o", "compression_type=zstd"},
            {"vmdk", "vmdk"},
            {"vmdk", "vmdk", "-o", "subformat=streamOptimized"},
            {"vhdx", "vhdx"},
            {"vdi", "vdi"},
            {"vhd", "vpc", "-o", "force_size=on"},
            {"vhd", "vpc", "-o", "force_size=on,subformat=fixed"}
        };
        for (String[] kind : kinds) {
            String words = List.of(kind).toString();
            Path image = disks.image(
                    "image", raw, List.of(kind).subList(1, kind.length).toArray(String[]::new));
            ImportSource result = convert(image, kind[0], "raw");
            OptionalLong size = OptionalLong.of(result.size().orElse(0));
            byte[] disk = read(result);
            assertArrayEquals(words, raw, Arrays.copyOf(disk, raw.length));
            assertTrue(words, disk.length - raw.length < 1 << 20); // some formats have whole sectors or cylinders
            assertEquals(
                    words, new ImageChanges(Optional.of("raw"), Optional.of("bare"), size, Map.of()), result.changes());
            clearWork();
        }
    }

    @Test
    public void readsUsualQcow2ImagesItself() throws Exception {
        Path image = disks.image("image", Disks.raw(), "qcow2");
        config.with("qemu_img", "/no/such/program");
        FakeImportContext context = context("qcow2");
        ImportSource result = new ImageConversion(config.build()).rewrite(context, image);
        assertFalse(result.file().isPresent());
        assertArrayEquals(Disks.raw(), read(result));
        try (Stream<Path> files = Files.list(context.workingDirectory())) {
            assertEquals(0, files.count());
        }
        assertEquals(List.of("Converting from qcow2 to raw"), context.said());
        Path other = disks.image("other", Disks.raw(), "vdi");
        VitrineException missing = assertThrows(VitrineException.class, () -> convert(other, "vdi", "raw"));
        assertEquals(ErrorKind.UNAVAILABLE, missing.kind());
    }

    @Test
    public void givesLargeHolesAsZeros() throws Exception {
        Path image = folder.getRoot().toPath().resolve("image");
        disks.qemu("create", "-q", "-f", "qcow2", image.toString(), "300M");
        byte[] disk = read(convert(image, "qcow2", "raw"));
        assertArrayEquals(new byte[300 << 20], disk);
    }

    @Test
    @Covers({"IMP-12", "IMP-87"})
    public void makesOtherFormats() throws Exception {
        byte[] raw = Disks.raw();
        for (String target : List.of("qcow2", "vmdk")) {
            for (String source : List.of("raw", target.equals("qcow2") ? "vmdk" : "qcow2")) {
                Path image = disks.image("image", raw, source);
                ImportSource result = convert(image, source, target);
                assertEquals(Optional.of(target), result.changes().diskFormat());
                Path copy = Files.copy(
                        result.file().orElseThrow(), folder.getRoot().toPath().resolve("copy"));
                disks.qemu("convert", "-f", target, "-O", "raw", copy.toString(), "back");
                assertArrayEquals(
                        raw, Files.readAllBytes(folder.getRoot().toPath().resolve("back")));
                Files.delete(copy);
                clearWork();
            }
        }
    }

    @Test
    @Covers({"IMP-83", "IMP-84"})
    public void leavesWhatIsRightAlreadyAndOpticalDiscs() throws Exception {
        for (String format : List.of("raw", "qcow2", "vmdk")) {
            Path image = disks.image("image", Disks.raw(), format);
            ImportSource same = convert(image, format, format);
            assertEquals(Optional.of(image), same.file());
            assertEquals(OptionalLong.of(Disks.SIZE), same.changes().virtualSize());
            assertEquals(Optional.empty(), same.changes().diskFormat());
        }
        ImportSource disc = convert(disks.file("disc", Disks.iso()), "iso", "qcow2");
        assertEquals(ImageChanges.NONE, disc.changes());
        assertArrayEquals(Disks.iso(), read(disc));
    }

    @Test
    @Covers("IMP-84")
    public void takesPartitionedDisksAsRaw() throws Exception {
        byte[] disk = Disks.raw();
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        disk[446 + 4] = 0x0c;
        disk[446 + 12] = 100;
        assertArrayEquals(disk, read(convert(disks.file("disk", disk), "raw", "raw")));
        assertArrayEquals(disk, read(convert(disks.image("image", disk, "qcow2"), "qcow2", "raw")));
    }

    @Test
    public void stopsWhenTheImportIsCancelled() throws Exception {
        Path image = disks.image("image", Disks.raw(), "vdi");
        FakeImportContext context = context("vdi");
        context.cancel();
        VitrineException failure =
                assertThrows(VitrineException.class, () -> new ImageConversion(config.build()).rewrite(context, image));
        assertEquals(ErrorKind.GONE, failure.kind());
    }

    @Test
    public void endsItsThreadWhenNobodyReads() throws Exception {
        Path image = disks.image("image", Disks.raw(), "qcow2");
        ImportSource result = convert(image, "qcow2", "raw");
        InputStream stream = result.open();
        assertEquals(0, stream.read());
        result.close();
        assertThrows(IOException.class, () -> stream.read(new byte[1 << 20]));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("vitrine-importing-conversion")));
    }

    @Test(timeout = 60_000)
    public void canBeClosedByAnotherThread() throws Exception {
        Path image = disks.image("image", Disks.raw(), "qcow2");
        ImportSource result = convert(image, "qcow2", "raw");
        InputStream stream = result.open();
        var reader = new Thread(() -> {
            try {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // closed
            }
        });
        reader.start();
        result.close();
        reader.join();
        assertThrows(IOException.class, () -> stream.read(new byte[10]));
    }

    @Test
    public void beginsAnewInADirectoryOfItsOwn() throws Exception {
        Path image = disks.image("image", Disks.raw(), "vdi");
        assertArrayEquals(Disks.raw(), read(convert(image, "vdi", "raw")));
        assertArrayEquals(Disks.raw(), read(convert(image, "vdi", "raw")));
    }

    @Test
    public void refusesConfigurationsThatMeanNothing() {
        for (String format : List.of("iso", "vhd", "RAW", "")) {
            FakeConfiguration<ImageConversionConfig> wrong =
                    FakeConfiguration.of(ImageConversionConfig.class).with("output_format", format);
            assertThrows(format, IllegalArgumentException.class, () -> new ImageConversion(wrong.build()));
        }
        FakeConfiguration<ImageConversionConfig> wrong =
                FakeConfiguration.of(ImageConversionConfig.class).with("program_timeout", 0);
        assertThrows(IllegalArgumentException.class, () -> new ImageConversion(wrong.build()));
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.conversion.cfg").assertShows(ImageConversionConfig.class);
    }
}
