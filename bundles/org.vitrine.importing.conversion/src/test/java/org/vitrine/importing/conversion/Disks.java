package org.vitrine.importing.conversion;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Assume;
import org.vitrine.spi.testkit.store.PatternSource;

/** Images of one disk, made by qemu-img and then spoilt. */
final class Disks {
    /** Some data, holes, and an end that is no multiple of anything much. */
    static final int SIZE = 6 * 1024 * 1024 + 512;

    private final Path directory;

    /**
     * Insists on qemu-img: without it these tests prove nothing. Who knows better says {@code -Dvitrine.test.qemu=false}.
     */
    Disks(Path directory) {
        Assume.assumeTrue(
                "vitrine.test.qemu=false", Boolean.parseBoolean(System.getProperty("vitrine.test.qemu", "true")));
        if (!new QemuImg("qemu-img", java.time.Duration.ZERO, java.time.Duration.ZERO, 0).isThere()) {
            throw new AssertionError("qemu-img is missing: install the package qemu-utils, or run the tests with"
                    + " -Dvitrine.test.qemu=false");
        }
        this.directory = directory;
    }

    /** The disk itself. */
    static byte[] raw() {
        byte[] raw = new byte[SIZE];
        System.arraycopy(PatternSource.bytes(5, 0, 700_000), 0, raw, 4096, 700_000);
        System.arraycopy(PatternSource.bytes(6, 0, 1_000_000), 0, raw, 3_000_000, 1_000_000);
        raw[SIZE - 1] = 1;
        return raw;
    }

    Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    /** An image with that disk. */
    Path image(String name, byte[] disk, String... options) throws IOException {
        Path raw = file("disk.raw", disk);
        List<String> command = new ArrayList<>(List.of("convert", "-f", "raw", "-O"));
        command.addAll(Arrays.asList(options));
        Path image = directory.resolve(name);
        command.addAll(List.of(raw.toString(), image.toString()));
        qemu(command.toArray(String[]::new));
        Files.delete(raw);
        return image;
    }

    /** Runs qemu-img, insists that it succeeds, and gives what it says. */
    String qemu(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(said, 0, process.waitFor());
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Changes bytes of a file, in big-endian order. */
    static Path spoil(Path file, Consumer<ByteBuffer> change) throws IOException {
        return spoil(file, ByteOrder.BIG_ENDIAN, change);
    }

    static Path spoilLittle(Path file, Consumer<ByteBuffer> change) throws IOException {
        return spoil(file, ByteOrder.LITTLE_ENDIAN, change);
    }

    private static Path spoil(Path file, ByteOrder order, Consumer<ByteBuffer> change) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        change.accept(ByteBuffer.wrap(bytes).order(order));
        return Files.write(file, bytes);
    }

    static Path cut(Path file, int length) throws IOException {
        return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    /** Replaces a text by one of the same length. */
    static Path replace(Path file, String text, String other) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        String padded = other + " ".repeat(Math.max(0, text.length() - other.length()));
        assertEquals(text.length(), padded.length());
        if (!all.contains(text)) {
            throw new AssertionError(text + " is not in the image");
        }
        return Files.writeString(file, all.replace(text, padded), StandardCharsets.ISO_8859_1);
    }

    /** The beginning of an optical disc. */
    static byte[] iso() {
        byte[] disc = new byte[64 * 1024];
        byte[] descriptor = "\001CD001\001".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(descriptor, 0, disc, 32 * 1024, descriptor.length);
        byte[] end = "\377CD001\001".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(end, 0, disc, 34 * 1024, end.length);
        return disc;
    }
}
