package org.vitrine.format;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What an inspector saw.
 *
 * @param size bytes that went by
 * @param findings every format that the data is, {@link DiskFormat#RAW} not among them; of a raw disk nothing
 */
public record FormatReport(long size, List<Finding> findings) {
    /** Copies the findings. */
    public FormatReport {
        findings = List.copyOf(findings);
    }

    /** What was seen of a format; absent when the data is not of it. */
    public Optional<Finding> finding(DiskFormat format) {
        return findings.stream().filter(finding -> finding.format() == format).findFirst();
    }

    /**
     * The virtual size of an image that is said to be of a format (FMT-1, FMT-3): of raw data its size, of other data
     * what its header says. Absent when the data is not of the format, does not tell, or nobody could tell (FMT-2).
     *
     * @param declared as the API calls it
     */
    public OptionalLong virtualSize(String declared) {
        Optional<DiskFormat> format = DiskFormat.of(declared);
        if (format.isEmpty()) {
            return OptionalLong.empty();
        }
        if (format.get() == DiskFormat.RAW) {
            return OptionalLong.of(size);
        }
        return finding(format.get()).map(Finding::virtualSize).orElse(OptionalLong.empty());
    }

    /**
     * The formats that count: an optical disc that also has a partition table, as it boots from a USB stick too, is an
     * optical disc (FMT-4). Several when the data wants to be one thing to one reader and another thing to another.
     */
    public List<DiskFormat> formats() {
        List<DiskFormat> all = findings.stream().map(Finding::format).toList();
        return all.contains(DiskFormat.ISO)
                ? all.stream().filter(format -> format != DiskFormat.GPT).toList()
                : all;
    }

    /**
     * Why an image that is said to be of a format must not be taken where formats have to match (FMT-4 to FMT-6), in
     * words a user may read. Absent when nothing speaks against it. Raw images may hold anything; of formats that
     * cannot be told from content, such as {@code ami}, the data must be of no other known format.
     *
     * @param declared as the API calls it
     */
    public Optional<String> refusal(String declared) {
        Optional<DiskFormat> claim = DiskFormat.of(declared);
        if (claim.equals(Optional.of(DiskFormat.RAW))) {
            return Optional.empty();
        }
        List<DiskFormat> formats = formats();
        if (formats.size() > 1) {
            return Optional.of("The image data is of several formats at once: "
                    + formats.stream().map(DiskFormat::label).collect(Collectors.joining(", ")));
        }
        DiskFormat content = formats.isEmpty() ? DiskFormat.RAW : formats.get(0);
        if (content != claim.orElse(DiskFormat.RAW)) {
            return Optional.of("The image data is " + content.label() + ", not "
                    + claim.map(DiskFormat::label).orElse("what the disk format says"));
        }
        return danger(content);
    }

    /** Why data of a format should not be read as such (FMT-6): the first reason; absent when there is none. */
    public Optional<String> danger(DiskFormat format) {
        return finding(format).flatMap(finding -> finding.dangers().stream().findFirst());
    }
}
