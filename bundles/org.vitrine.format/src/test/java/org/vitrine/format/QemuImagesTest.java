package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;

/** What is seen in images that the real qemu-img made is what QEMU sees in them. */
public class QemuImagesTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final Pattern VIRTUAL_SIZE = Pattern.compile("\"virtual-size\": (\\d+)");
    private static final long SHORT = 100_000;

    private static List<QemuImages.Sample> samples;

    @BeforeClass
    public static void create() throws IOException {
        Program.requireQemu();
        samples = QemuImages.create(FOLDER.getRoot().toPath());
    }

    private static FormatReport inspect(QemuImages.Sample sample) throws IOException {
        return Inspection.of(sample.file(), Inspection.MIB);
    }

    @Test
    @Covers({"FMT-1", "FMT-3", "FMT-4"})
    public void theVirtualSizeIsQemus() throws IOException {
        for (QemuImages.Sample sample : samples) {
            Optional<Finding> finding =
                    sample.format().flatMap(format -> report(sample).finding(format));
            assertEquals(sample.name(), sample.format(), finding.map(Finding::format));
            if (finding.isPresent()) {
                assertEquals(sample.name(), qemuSize(sample), finding.get().virtualSize());
            }
        }
    }

    private static FormatReport report(QemuImages.Sample sample) {
        try {
            return inspect(sample);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static OptionalLong qemuSize(QemuImages.Sample sample) {
        String info = Program.run(
                FOLDER.getRoot().toPath(),
                "qemu-img",
                "info",
                "--output=json",
                "-f",
                sample.qemuFormat(),
                sample.name());
        Matcher size = VIRTUAL_SIZE.matcher(info);
        assertTrue(info, size.find());
        return OptionalLong.of(Long.parseLong(size.group(1)));
    }

    @Test
    @Covers({"FMT-4", "FMT-6", "op:IMP-84", "op:IMP-85"})
    public void kindAndDangersAreSeenAndNoOtherFormat() throws IOException {
        for (QemuImages.Sample sample : samples) {
            FormatReport report = inspect(sample);
            List<DiskFormat> expected = sample.format().stream().toList();
            assertEquals(sample.name(), expected, report.formats());
            for (Finding finding : report.findings()) {
                assertEquals(sample.name(), sample.subtype(), finding.subtype());
                assertEquals(
                        sample.name() + finding.dangers(),
                        sample.dangers(),
                        finding.dangers().stream().map(Danger::kind).collect(Collectors.toSet()));
            }
        }
    }

    @Test
    public void chunksDoNotMatter() throws IOException {
        for (QemuImages.Sample sample : samples) {
            FormatReport whole = inspect(sample);
            assertEquals(sample.name(), whole, Inspection.of(sample.file(), 4099));
            if (Files.size(sample.file()) < SHORT) {
                assertEquals(sample.name(), whole, Inspection.of(sample.file(), 1));
            }
        }
    }
}
