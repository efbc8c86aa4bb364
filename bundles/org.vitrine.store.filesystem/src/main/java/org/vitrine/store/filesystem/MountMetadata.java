package org.vitrine.store.filesystem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients are told of the mounts that files lie on, so that a compute node with the same mount can take a file
 * from there instead of downloading it (STORE-FILE-15).
 */
final class MountMetadata {
    private static final Logger LOG = LoggerFactory.getLogger(MountMetadata.class);
    private static final long LARGEST_FILE = 1024 * 1024;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private record Mount(Path mountpoint, Map<String, Object> metadata) {}

    private final boolean configured;
    private final List<Mount> mounts;

    private MountMetadata(boolean configured, List<Mount> mounts) {
        this.configured = configured;
        this.mounts = List.copyOf(mounts);
    }

    /** Nothing is told. */
    static MountMetadata none() {
        return new MountMetadata(false, List.of());
    }

    /**
     * Reads a file of an object, or of a list of objects.
     *
     * @param file its path; nothing is told when it is empty
     * @throws Misconfiguration when it cannot be read or makes no sense
     */
    static MountMetadata read(String file) throws Misconfiguration {
        if (file.isBlank()) {
            return none();
        }
        try {
            Path path = Path.of(file.strip());
            if (Files.size(path) > LARGEST_FILE) {
                throw new Misconfiguration("filesystem.store.metadata.file: " + file + " is too large");
            }
            return new MountMetadata(true, mounts(Files.readString(path)));
        } catch (InvalidPathException | IOException e) {
            throw new Misconfiguration("filesystem.store.metadata.file: " + file + " cannot be read", e);
        }
    }

    private static List<Mount> mounts(String text) throws Misconfiguration, JsonProcessingException {
        var json = new ObjectMapper();
        JsonNode root = json.readTree(text);
        List<Mount> mounts = new ArrayList<>();
        Iterable<JsonNode> entries = root.isArray() ? root : List.of(root);
        for (JsonNode entry : entries) {
            if (!entry.path("id").isTextual() || !entry.path("mountpoint").isTextual()) {
                throw new Misconfiguration(
                        "filesystem.store.metadata.file: each entry needs the texts id and mountpoint");
            }
            Map<String, Object> metadata = json.convertValue(entry, OBJECT);
            check(metadata);
            mounts.add(new Mount(Path.of(entry.path("mountpoint").textValue()).normalize(), metadata));
        }
        return mounts;
    }

    /** The values that a location's metadata may have (STORE-2). */
    private static void check(Object value) throws Misconfiguration {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                check(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Object element : map.values()) {
                check(element);
            }
        } else if (!(value instanceof String)) {
            throw new Misconfiguration("filesystem.store.metadata.file: values are texts, lists and objects only");
        }
    }

    /** The metadata of a file's location: those of the first mount that holds it; empty where none does. */
    Map<String, Object> of(Path file) {
        for (Mount mount : mounts) {
            if (file.startsWith(mount.mountpoint())) {
                return mount.metadata();
            }
        }
        if (configured) {
            LOG.error("filesystem.store.metadata.file names no mount that holds {}", file.getParent());
        }
        return Map.of();
    }
}
