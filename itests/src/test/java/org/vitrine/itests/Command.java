package org.vitrine.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
final class Command {
    private static final long PATIENCE_SECONDS = 300;

    /**
     * How a program ended.
     *
     * @param status its exit status
     * @param output what it printed, errors too
     */
    record Outcome(int status, String output) {}

    private Command() {}

    /** What it printed; an {@link AssertionError} when it failed. */
    static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Outcome outcome = outcome(directory, command);
        if (outcome.status != 0) {
            throw new AssertionError(command + " ended with " + outcome.status + ": " + outcome.output);
        }
        return outcome.output;
    }

    static Outcome outcome(Path directory, List<String> command) throws IOException, InterruptedException {
        return outcome(Map.of(), directory, command);
    }

    /** Runs it in an environment with these variables too. */
    static Outcome outcome(Map<String, String> environment, Path directory, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("vitrine-command", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().remove("PYTHONPATH");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
