package org.vitrine.format;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What an inspector saw.
 *
 * @param size bytes that went by
 * @param findings every format that the data is of, {@link DiskFormat#RAW} not among them; of a raw disk nothing, or
 *     its partition table
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
     * words a user may read. Absent when nothing speaks against it. Data of several formats, and data with a danger, is
     * never taken. A raw disk may be of any format, as it still is a disk, and its partition table is its owner's
     * affair. Of formats that cannot be told from content, such as {@code ami}, the data must be of no known format.
     *
     * @param declared as the API calls it
     */
    public Optional<String> refusal(String declared) {
        List<DiskFormat> formats = formats();
        if (formats.size() > 1) {
            return Optional.of("The image data is of several formats at once: "
                    + formats.stream().map(DiskFormat::label).collect(Collectors.joining(", ")));
        }
        DiskFormat content = formats.isEmpty() ? DiskFormat.RAW : formats.get(0);
        Optional<DiskFormat> claim = DiskFormat.of(declared);
        boolean isRaw = claim.equals(Optional.of(DiskFormat.RAW));
        if (!isRaw && content != claim.orElse(DiskFormat.RAW)) {
            return Optional.of("The image data is " + content.label() + ", not "
                    + claim.map(DiskFormat::label).orElse("what the disk format says"));
        }
        return isRaw && content == DiskFormat.GPT
                ? Optional.empty()
                : danger(content).map(Danger::reason);
    }

    /** What speaks first of all against giving the data to a reader of a format; absent when nothing does (FMT-6). */
    public Optional<Danger> danger(DiskFormat format) {
        return finding(format).flatMap(finding -> finding.dangers().stream().findFirst());
    }
}
