package org.vitrine.importing.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.format.DiskFormat;
import org.vitrine.program.Bounds;
import org.vitrine.program.ConfinedProgram;
import org.vitrine.program.Outcome;

/** Lets qemu-img look at and convert images that were found harmless, in bounds. Safe for many threads. */
final class QemuImg {
    private static final Logger LOG = LoggerFactory.getLogger(QemuImg.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As Glance bounds it (IMP-83). */
    private static final Bounds GLANCE = new Bounds(Duration.ofSeconds(30), Duration.ofSeconds(2), 1L << 30, 1L << 20);

    private static final long OVERHEAD = 64L << 20;

    private final ConfinedProgram program;
    private final Duration timeout;
    private final Duration processorTime;
    private final long memory;

    QemuImg(String name, Duration timeout, Duration processorTime, long memory) {
        program = new ConfinedProgram(name);
        this.timeout = timeout;
        this.processorTime = processorTime;
        this.memory = memory;
    }

    boolean isThere() {
        return program.find().isPresent();
    }

    /**
     * What it says about an image.
     *
     * @param directory where the image is, by the name {@code image}
     * @throws VitrineException {@code INVALID} when it does not get along with it
     */
    JsonNode look(Path directory, String image, DiskFormat format, BooleanSupplier cancelled) throws IOException {
        Outcome outcome = program.run(directory, GLANCE, cancelled, "info", "--output=json", described(image, format));
        requireSuccess(outcome, "looked at");
        try {
            return JSON.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new VitrineException(ErrorKind.INVALID, "What qemu-img says about the image makes no sense", e);
        }
    }

    /**
     * Makes another image of it.
     *
     * @param size of the disk
     */
    void convert(
            Path directory,
            String image,
            DiskFormat format,
            String result,
            DiskFormat target,
            long size,
            BooleanSupplier cancelled)
            throws IOException {
        long most = target == DiskFormat.RAW ? size : size + size / 128 + OVERHEAD;
        var bounds = new Bounds(timeout, processorTime, memory, most);
        Outcome outcome = program.run(
                directory, bounds, cancelled, "convert", "-O", driver(target), described(image, format), result);
        requireSuccess(outcome, "converted");
    }

    /** Anything that it says on its standard error is a failure (IMP-87). */
    private static void requireSuccess(Outcome outcome, String what) {
        if (!outcome.succeeded() || !outcome.complaints().isEmpty()) {
            LOG.debug("qemu-img ended with status {}: {}", outcome.status(), outcome.complaints());
            throw new VitrineException(
                    ErrorKind.INVALID, "The image cannot be " + what + ": qemu-img failed: " + shortened(outcome));
        }
    }

    /** Of what it says only its last words matter: it repeats how the image was described. */
    private static String shortened(Outcome outcome) {
        String reason = outcome.reason();
        int at = reason.lastIndexOf("}': ");
        String words = at < 0 ? reason : reason.substring(at + 4);
        return words.length() > 200 ? words.substring(0, 200) : words;
    }

    /** With nothing left to guess: neither the format, nor how its file is reached, nor another image behind it. */
    private static String described(String image, DiskFormat format) {
        ObjectNode description = JSON.createObjectNode();
        description.put("driver", driver(format));
        if (format == DiskFormat.QCOW2) {
            description.putNull("backing");
        }
        description
                .putObject("file")
                .put("driver", "file")
                .put("filename", image)
                .put("locking", "off");
        return "json:" + description;
    }

    static String driver(DiskFormat format) {
        return format == DiskFormat.VHD ? "vpc" : format.label();
    }
}
