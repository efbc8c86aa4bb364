package org.vitrine.config.oslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;

/** A script of the test resources in the system's Python, where OpenStack's own libraries are. Close it. */
public final class Python implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private Python(Process process) {
        this.process = process;
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Skips the test where the module is not installed. */
    public static Python start(String script, String module) throws Exception {
        Path file = Path.of(Python.class.getResource(script).toURI());
        boolean there;
        try {
            there = builder("-c", "import " + module).start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        Assume.assumeTrue(module + " for /usr/bin/python3 is needed", there);
        return new Python(builder(file.toString()).start());
    }

    private static ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add("/usr/bin/python3");
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("PYTHONPATH");
        builder.environment().put("PYTHONUTF8", "1");
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** The script's answer to one request. */
    public JsonNode ask(Object request) throws IOException {
        requests.write(JSON.writeValueAsString(request) + "\n");
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the script ended at " + JSON.writeValueAsString(request));
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() throws Exception {
        requests.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
