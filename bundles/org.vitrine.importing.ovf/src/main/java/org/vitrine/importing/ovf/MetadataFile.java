package org.vitrine.importing.ovf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Glance's {@code ovf-metadata.json}: {@code {"cim_pasd": ["ProcessorArchitecture", ...]}} (TASK-12). */
final class MetadataFile {
    private static final String KEY = "ovf.metadata.file";
    private static final String LIST = "cim_pasd";
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetadataFile() {}

    /**
     * The names in it.
     *
     * @throws IllegalArgumentException with the key in the message
     */
    static Set<String> read(Path file) {
        JsonNode names;
        try {
            names = JSON.readTree(Files.readString(file)).path(LIST);
        } catch (IOException e) {
            throw new IllegalArgumentException(KEY + ": " + file + " is not there or no JSON", e);
        }
        if (!names.isArray() && !names.isMissingNode()) {
            throw new IllegalArgumentException(KEY + ": " + LIST + " in " + file + " is no list");
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                throw new IllegalArgumentException(
                        KEY + ": " + LIST + " in " + file + " holds something else than names");
            }
            wanted.add(name.textValue());
        }
        return wanted;
    }
}
