package org.vitrine.config.oslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.vitrine.spi.testkit.server.PythonScript;

/** A script of the test resources that speaks JSON. Close it. */
public record Python(PythonScript script) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Starts it.
     *
     * @param script its absolute name among the resources
     * @param library of Python that it needs
     * @param debianPackage that brings the library
     */
    public static Python start(String script, String library, String debianPackage) throws IOException {
        return new Python(PythonScript.start(Python.class, script, library, debianPackage));
    }

    /** The script's answer to one request. */
    public JsonNode ask(Object request) throws IOException {
        return JSON.readTree(script.ask(JSON.writeValueAsString(request)));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        script.close();
    }
}
