package org.vitrine.property.rules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Assume;

/** Python's regular expressions and Glance's own property rules, in a process of their own. */
public final class Reference implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path errors;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Reference() throws IOException {
        Path program = Files.createTempFile("reference", ".py");
        try (InputStream source = Reference.class.getResourceAsStream("reference.py")) {
            Files.write(program, source.readAllBytes());
        }
        program.toFile().deleteOnExit();
        errors = Files.createTempFile("reference", ".err");
        errors.toFile().deleteOnExit();
        process = new ProcessBuilder(PYTHON, program.toString())
                .redirectError(errors.toFile())
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; fails where it is not installed, unless the property {@code vitrine.test.reference} is {@code off}. */
    public static Reference start() throws Exception {
        Assume.assumeFalse("off".equals(System.getProperty("vitrine.test.reference")));
        boolean there = new File(PYTHON).canExecute()
                && new ProcessBuilder(PYTHON, "-c", "import glance")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        if (!there) {
            fail("This test compares with the reference: install the Debian package python3-glance, or leave it out"
                    + " with -Dvitrine.test.reference=off");
        }
        return new Reference();
    }

    /** The answer to a question. */
    public JsonNode ask(JsonNode question) throws IOException {
        questions.write(JSON.writeValueAsString(question));
        questions.newLine();
        questions.flush();
        String line = answers.readLine();
        if (line == null) {
            fail("The reference ended: " + Files.readString(errors));
        }
        return JSON.readTree(line);
    }

    @Override
    public void close() throws Exception {
        questions.close();
        assertEquals(0, process.waitFor());
    }
}
