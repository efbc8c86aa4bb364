package org.vitrine.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the data of one image while it passes by. For one thread at a time. */
public final class FormatInspector {
    private final List<Probe> probes = List.of(
            new Qcow2Probe(),
            new QedProbe(),
            new VhdProbe(),
            new VhdxProbe(),
            new VmdkProbe(),
            new VdiProbe(),
            new IsoProbe(),
            new PartitionTableProbe(),
            new LuksProbe());
    private final Tail tail = new Tail();
    private List<Probe> reading = probes;
    private long size;

    /**
     * Looks at the next chunk. Neither changes the buffer nor keeps it. Never fails; once all headers went by it only
     * remembers the last bytes, as some formats have their header at the end.
     */
    public void accept(ByteBuffer chunk) {
        if (!reading.isEmpty()) {
            for (Probe probe : reading) {
                probe.accept(chunk, size);
            }
            reading = reading.stream().filter(Probe::isReading).toList();
        }
        tail.accept(chunk);
        size += chunk.remaining();
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
