package org.vitrine.importing.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.format.DiskFormat;
import org.vitrine.format.Finding;
import org.vitrine.format.FormatReport;
import org.vitrine.format.Qcow2Disk;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportSource;

/** Brings images to one format (IMP-83). See the package. Safe for many threads. */
final class Converter {
    private static final Logger LOG = LoggerFactory.getLogger(Converter.class);
    private static final Set<DiskFormat> TARGETS = EnumSet.of(DiskFormat.RAW, DiskFormat.QCOW2, DiskFormat.VMDK);
    private static final String CONTAINER = "bare";
    private static final String SOURCE_NAME = "conversion-source";
    private static final String TARGET_NAME = "conversion-target";

    private final DiskFormat target;
    private final Set<String> vmdkTypes;
    private final long largestDisk;
    private final QemuImg qemu;

    /**
     * Runs nothing.
     *
     * @param format what images become
     * @param key the one that says so, for the message when it cannot be
     * @param config refused when a key's value cannot be used
     */
    Converter(String format, String key, ImageConversionConfig config) {
        target = DiskFormat.of(format)
                .filter(TARGETS::contains)
                .orElseThrow(() -> new IllegalArgumentException(key + " is none of raw, qcow2, vmdk"));
        if (config.program_timeout() < 1
                || config.processor_time() < 1
                || config.memory() < 1
                || config.largest_disk() < 1) {
            throw new IllegalArgumentException(
                    "program.timeout, processor.time, memory and largest.disk must be 1 or more");
        }
        vmdkTypes = Set.copyOf(CommaList.items(config.vmdk_allowed_types()));
        largestDisk = config.largest_disk();
        qemu = new QemuImg(
                config.qemu_img(),
                Duration.ofSeconds(config.program_timeout()),
                Duration.ofSeconds(config.processor_time()),
                (long) config.memory() << 20);
    }

    /** Whether there is a {@code qemu-img}, without which it works for few images only. */
    boolean hasProgram() {
        return qemu.isThere();
    }

    /** The image in the target format, or as it is; {@code INVALID} when it is refused. */
    ImportSource convert(ImportContext context, Path data) throws IOException {
        String claim = context.image().diskFormat();
        DiskFormat format = Optional.ofNullable(claim)
                .flatMap(DiskFormat::of)
                .filter(one -> !one.isOfRawDisk())
                .orElseThrow(() -> invalid("Images of the disk format " + claim + " cannot be converted"));
        FormatReport report = Inspection.of(data, context::cancelled);
        Inspection.refusal(report, format).ifPresent(reason -> {
            throw invalid(reason);
        });
        if (format == DiskFormat.VMDK) {
            requireAllowed(report.finding(format).flatMap(Finding::subtype));
        }
        if (format == DiskFormat.ISO) {
            return ImportSource.of(data); // an optical disc stays one (IMP-84)
        }
        OptionalLong size = report.virtualSize(claim);
        if (size.orElse(0) > largestDisk) {
            throw invalid("The disk in the image is larger than the " + largestDisk + " bytes that are allowed");
        }
        if (format == target) {
            return ImportSource.of(data).with(changes(Optional.empty(), Optional.empty(), size));
        }
        context.say("Converting from " + claim + " to " + target.label());
        return converted(context, data, format);
    }

    private ImportSource converted(ImportContext context, Path data, DiskFormat format) throws IOException {
        if (format == DiskFormat.QCOW2 && target == DiskFormat.RAW) {
            Optional<ImportSource> disk = readHere(data);
            if (disk.isPresent()) {
                return disk.get();
            }
        }
        return convertThere(context, data, format);
    }

    /** Empty for images that this process cannot read, though they are harmless. */
    private Optional<ImportSource> readHere(Path data) throws IOException {
        FileChannel image = FileChannel.open(data);
        boolean taken = false;
        try {
            Qcow2Disk disk = Qcow2Disk.open(image);
            InputStream stream = new InspectedStream(new RawDisk(image, disk), DiskFormat.RAW);
            taken = true;
            OptionalLong size = OptionalLong.of(disk.size());
            return Optional.of(ImportSource.of(stream, size)
                    .with(changes(Optional.of(target.label()), Optional.of(CONTAINER), size)));
        } catch (VitrineException e) {
            LOG.debug("left to qemu-img", e);
            return Optional.empty();
        } finally {
            if (!taken) {
                image.close();
            }
        }
    }

    private ImportSource convertThere(ImportContext context, Path data, DiskFormat format) throws IOException {
        Path directory = context.workingDirectory();
        // Alone in its directory: what it may name beside itself is not there.
        Path source = directory.resolve(SOURCE_NAME);
        Path result = directory.resolve(TARGET_NAME);
        Files.deleteIfExists(source); // of an import that was broken off
        Files.deleteIfExists(result);
        Files.createSymbolicLink(source, data.toAbsolutePath());
        long size = diskSize(qemu.look(directory, SOURCE_NAME, format, context::cancelled), format);
        qemu.convert(directory, SOURCE_NAME, format, TARGET_NAME, target, size, context::cancelled);
        Inspection.refusal(Inspection.of(result, context::cancelled), target).ifPresent(reason -> {
            throw invalid("In the image: " + reason);
        });
        return ImportSource.of(result)
                .with(changes(Optional.of(target.label()), Optional.of(CONTAINER), OptionalLong.of(size)));
    }

    /** Asks what qemu-img found the same questions again: it is the one that will read the image (IMP-83). */
    private long diskSize(JsonNode found, DiskFormat format) {
        if (!found.path("format").asText().equals(QemuImg.driver(format))) {
            throw invalid("To qemu-img the image is of another disk format");
        }
        JsonNode specifics = found.path("format-specific").path("data");
        if (found.has("backing-filename") || specifics.has("data-file")) {
            throw invalid("The image refers to other files");
        }
        if (format == DiskFormat.VMDK) {
            requireAllowed(Optional.ofNullable(specifics.path("create-type").textValue()));
        }
        long size = found.path("virtual-size").asLong(-1);
        if (size < 0 || size > largestDisk) {
            throw invalid("The disk in the image is larger than the " + largestDisk + " bytes that are allowed");
        }
        return size;
    }

    private void requireAllowed(Optional<String> type) {
        if (type.isEmpty() || !vmdkTypes.contains(type.get())) {
            throw invalid("VMDK images of the type " + type.orElse("unknown") + " are not allowed");
        }
    }

    private static ImageChanges changes(Optional<String> format, Optional<String> container, OptionalLong size) {
        return new ImageChanges(format, container, size, Map.of());
    }

    private static VitrineException invalid(String reason) {
        return new VitrineException(ErrorKind.INVALID, reason);
    }
}
