package org.vitrine.format;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;

/** Images that other programs make, of those that are installed; crafted ones stand in for them elsewhere. */
@Covers("FMT-4")
public class ToolImagesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root() {
        return folder.getRoot().toPath();
    }

    private static void assume(String program) {
        Assume.assumeTrue(program + " is not installed", Program.isThere(program));
    }

    private Path source() throws IOException {
        Path source = folder.newFolder("source").toPath();
        Files.writeString(source.resolve("file"), "content");
        return source;
    }

    private FormatReport inspect(String name) throws IOException {
        FormatReport report = Inspection.of(root().resolve(name), Inspection.MIB);
        assertEquals(report, Inspection.of(root().resolve(name), 1021));
        return report;
    }

    private void assertDisc(String name) throws IOException {
        FormatReport report = inspect(name);
        assertEquals(List.of(DiskFormat.ISO), report.formats());
        assertEquals(Optional.empty(), report.refusal("iso"));
        assertEquals(OptionalLong.of(report.size()), report.virtualSize("iso"));
    }

    @Test
    public void discsOfXorriso() throws IOException {
        assume("xorriso");
        source();
        Program.run(root(), "xorriso", "-as", "mkisofs", "-quiet", "-o", "plain.iso", "source");
        assertDisc("plain.iso");
        Program.run(
                root(),
                "xorriso",
                "-as",
                "mkisofs",
                "-quiet",
                "-J",
                "-o",
                "hybrid.iso",
                "--protective-msdos-label",
                "source");
        assertDisc("hybrid.iso");
        assertEquals(true, inspect("hybrid.iso").finding(DiskFormat.GPT).isPresent());
    }

    @Test
    public void discsOfGenisoimage() throws IOException {
        assume("genisoimage");
        source();
        Program.run(root(), "genisoimage", "-quiet", "-J", "-R", "-o", "plain.iso", "source");
        assertDisc("plain.iso");
        Program.run(root(), "genisoimage", "-quiet", "-udf", "-o", "udf.iso", "source");
        assertDisc("udf.iso");
    }

    private void disk(String name) throws IOException {
        Files.write(root().resolve(name), new byte[32 << 20]);
    }

    @Test
    public void partitionsOfSgdisk() throws IOException {
        assume("sgdisk");
        disk("disk");
        Program.run(root(), "sgdisk", "-n", "1:2048:4096", "disk");
        FormatReport report = inspect("disk");
        assertEquals(List.of(DiskFormat.GPT), report.formats());
        assertEquals(Optional.empty(), report.refusal("gpt"));
    }

    @Test
    public void headersOfCryptsetup() throws IOException {
        assume("cryptsetup");
        Files.writeString(root().resolve("key"), "secret");
        for (int version = 1; version <= 2; version++) {
            String name = "luks" + version;
            disk(name);
            Program.run(
                    root(),
                    "cryptsetup",
                    "luksFormat",
                    "--batch-mode",
                    "--pbkdf",
                    "pbkdf2",
                    "--pbkdf-force-iterations",
                    "1000",
                    "--type",
                    name,
                    "--key-file",
                    "key",
                    name);
            FormatReport report = inspect(name);
            assertEquals(Optional.empty(), report.refusal("luks"));
            assertEquals(
                    Optional.of(name),
                    report.finding(DiskFormat.LUKS).orElseThrow().subtype());
            // The size of the header is cryptsetup's choice: 2 MiB and 16 MiB.
            assertEquals(
                    OptionalLong.of((32L << 20) - (version == 1 ? 2L << 20 : 16L << 20)), report.virtualSize("luks"));
        }
    }
}
