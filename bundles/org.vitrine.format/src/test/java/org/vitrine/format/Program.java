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
        return tryToRun(directory, input, command).requireSuccess();
    }

    /** How a program ended, and all that it printed. */
    record Result(List<String> command, int status, String printed) {
        String requireSuccess() {
            assertEquals(command + ": " + printed, 0, status);
            return printed;
        }
    }

    /** Runs it in that directory to its end. */
    static Result tryToRun(Path directory, String input, List<String> command) {
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
            return new Result(command, process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
