package org.vitrine.spi.testkit.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A script in the system's Python, where OpenStack's own libraries are, as a process of its own: it answers each line with
 * a line. For one thread.
 */
public final class PythonScript implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path LIBRARIES = Path.of("/usr/lib/python3/dist-packages");
    private static final int PATIENCE_SECONDS = 20;

    private final Path directory;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private PythonScript(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a script.
     *
     * @param owner beside whose class it lies
     * @param script its name there, or its absolute one among the resources
     * @param library of Python that it needs, such as {@code oslo_policy} or {@code paste/deploy}
     * @param debianPackage that brings the library
     * @throws IllegalStateException with the name of the package when it is not installed; {@code
     *     -Dvitrine.test.without=PACKAGE} skips the test instead
     */
    public static PythonScript start(Class<?> owner, String script, String library, String debianPackage)
            throws IOException {
        DebianPackage.require(debianPackage, LIBRARIES.resolve(library));
        Path directory = Files.createTempDirectory("vitrine-python");
        Path program = directory.resolve("script.py");
        try (InputStream source = owner.getResourceAsStream(script)) {
            Files.copy(source, program);
        }
        ProcessBuilder builder = new ProcessBuilder(PYTHON, program.toString())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().remove("PYTHONPATH");
        builder.environment().put("PYTHONUTF8", "1");
        return new PythonScript(directory, builder.start());
    }

    /** Its answer to a line. */
    public String ask(String question) throws IOException {
        questions.write(question);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("it ended at " + question + ": " + errors());
        }
        return answer;
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("errors"));
    }

    /** Lets it end, which it must do well. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            questions.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("it does not end well: " + errors());
            }
        } finally {
            process.destroyForcibly();
            ServerProcess.delete(directory);
        }
    }
}
