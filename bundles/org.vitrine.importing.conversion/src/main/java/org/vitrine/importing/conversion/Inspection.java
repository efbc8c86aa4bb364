package org.vitrine.importing.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.format.DiskFormat;
import org.vitrine.format.FormatInspector;
import org.vitrine.format.FormatReport;

/** What is in an image, and whether that may be given to somebody who reads it (IMP-84, IMP-85). */
final class Inspection {
    private static final int BUFFER = 1 << 20;

    private Inspection() {}

    /** Reads the whole file. */
    static FormatReport of(Path file, BooleanSupplier cancelled) throws IOException {
        var inspector = new FormatInspector();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear()) >= 0) {
                inspector.accept(buffer.flip());
                if (cancelled.getAsBoolean()) {
                    throw new VitrineException(ErrorKind.GONE, "the import was cancelled");
                }
            }
        }
        return inspector.finish();
    }

    /** Why data is not what it is said to be, or must not be read as that; empty when nothing speaks against it. */
    static Optional<String> refusal(FormatReport report, DiskFormat claimed) {
        return claimed == DiskFormat.RAW ? refusalOfRaw(report) : report.refusal(claimed.label());
    }

    /**
     * A raw disk may have partitions and be encrypted. One that looks like an image of another format would be opened as
     * that by whoever guesses (IMP-84).
     */
    private static Optional<String> refusalOfRaw(FormatReport report) {
        List<DiskFormat> others = report.formats().stream()
                .filter(format -> !format.isOfRawDisk())
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("The disk is not raw: its data is "
                        + others.stream().map(DiskFormat::label).collect(Collectors.joining(" and ")));
    }
}
