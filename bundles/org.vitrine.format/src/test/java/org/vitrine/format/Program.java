package org.vitrine.format;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Assume;

/** Runs the programs that tests compare with. */
final class Program {
    /**
     * Options for an encrypted qcow2 image with the secret {@code s}. qemu-img times the hash of the key by the processor time
     * of its thread, and gives up where that clock did not tick meanwhile: SHA-512 takes longer than SHA-256.
     */
    static final String QCOW2_ENCRYPTION =
            "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10,encrypt.hash-alg=sha512";

    /** What qemu-img says then; it is asked again. */
    private static final String CLOCK_STANDS = "Unable to get accurate CPU usage";

    private static final int MOST_ATTEMPTS = 10;

    private Program() {}

    /**
     * Insists on qemu-img: without it these tests prove nothing. Who knows better says {@code -Dvitrine.test.qemu=false}.
     */
    static void requireQemu() {
        Assume.assumeTrue(
                "vitrine.test.qemu=false", Boolean.parseBoolean(System.getProperty("vitrine.test.qemu", "true")));
        if (!isThere("qemu-img")) {
            throw new AssertionError("qemu-img is missing: install the package qemu-utils, or run the tests with"
                    + " -Dvitrine.test.qemu=false");
        }
    }

    /** Whether a program of that name can be found. */
    static boolean isThere(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** Runs it in that directory, insists that it succeeds, and gives what it printed. */
    static String run(Path directory, String... command) {
        return run(directory, "", List.of(command));
    }

    static String run(Path directory, String input, List<String> command) {
        Result result = tryToRun(directory, input, command);
        for (int attempt = 1; attempt < MOST_ATTEMPTS && result.printed.contains(CLOCK_STANDS); attempt++) {
            result = tryToRun(directory, input, command);
        }
        assertEquals(command + ": " + result.printed, 0, result.status);
        return result.printed;
    }

    private record Result(int status, String printed) {}

    private static Result tryToRun(Path directory, String input, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String printed;
            try (InputStream out = process.getInputStream()) {
                printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            return new Result(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
