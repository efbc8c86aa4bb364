package org.vitrine.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the data of one image while it passes by. For one thread at a time. */
public final class FormatInspector {
    private final Probe[] probes = {
        new Qcow2Probe(),
        new QedProbe(),
        new VhdProbe(),
        new VhdxProbe(),
        new VmdkProbe(),
        new VdiProbe(),
        new IsoProbe(),
        new PartitionTableProbe(),
        new LuksProbe()
    };
    private final Tail tail = new Tail();
    private boolean reading = true;
    private long size;

    /**
     * Looks at the next chunk, of any length. Neither changes the buffer nor keeps it. Never fails; once all headers
     * went by it only remembers the last bytes, as some formats have their header at the end.
     */
    public void accept(ByteBuffer chunk) {
        if (reading) {
            reading = false;
            for (Probe probe : probes) {
                probe.accept(chunk, size);
                reading |= probe.isReading();
            }
        }
        tail.accept(chunk);
        size += chunk.remaining();
    }

    /**
     * Why {@link FormatReport#refusal} will refuse the image, whatever else comes, as soon as that is sure; for those who
     * would rather not wait for the end. Absent as long as it is not sure.
     *
     * @param declared as the API calls it
     */
    public Optional<String> foreseenRefusal(String declared) {
        for (Probe probe : probes) {
            if (probe.format().label().equals(declared)) {
                if (!probe.mayMatch()) {
                    return Optional.of("The image data is not " + declared);
                }
                return probe.isMatched()
                        ? probe.dangers().stream().map(Danger::reason).findFirst()
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What was seen, now that the data is at its end. To be called once, after the last chunk. */
    public FormatReport finish() {
        List<Finding> findings = new ArrayList<>();
        for (Probe probe : probes) {
            probe.finish(size, tail);
            probe.finding().ifPresent(findings::add);
        }
        if (findings.stream().anyMatch(FormatInspector::isFixedVhd)) {
            // The data of a fixed VHD is a raw disk, and its partition table is no other format.
            findings.removeIf(finding -> finding.format() == DiskFormat.GPT);
        }
        return new FormatReport(size, findings);
    }

    private static boolean isFixedVhd(Finding finding) {
        return finding.format() == DiskFormat.VHD && finding.subtype().equals(Optional.of(VhdProbe.FIXED));
    }
}
