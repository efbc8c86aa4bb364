package org.vitrine.format;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.vitrine.format.Danger.Kind;

/** What tests of crafted images insist on. */
final class ImageAssert {
    private ImageAssert() {}

    /** Looks at it in chunks of 1 byte, 1 MiB and some, and insists that they do not matter. */
    static FormatReport inspect(byte[] image) {
        FormatReport report = Inspection.of(image);
        assertEquals(report, Inspection.of(image, 511));
        if (image.length < 100_000) {
            assertEquals(report, Inspection.of(image, 1));
        }
        return report;
    }

    static Finding only(DiskFormat format, byte[] image) {
        FormatReport report = inspect(image);
        assertEquals(
                List.of(format), report.findings().stream().map(Finding::format).toList());
        return report.findings().get(0);
    }

    static void assertSafe(DiskFormat format, long size, byte[] image) {
        Finding finding = only(format, image);
        assertEquals(List.of(), finding.dangers());
        assertEquals(OptionalLong.of(size), finding.virtualSize());
    }

    /** Exactly these kinds of danger. */
    static Finding assertDangers(DiskFormat format, byte[] image, Kind... kinds) {
        Finding finding = only(format, image);
        assertEquals(
                finding.dangers().toString(),
                Set.of(kinds),
                finding.dangers().stream().map(Danger::kind).collect(Collectors.toSet()));
        return finding;
    }

    static void assertRaw(byte[] image) {
        assertEquals(List.of(), inspect(image).findings());
    }
}
