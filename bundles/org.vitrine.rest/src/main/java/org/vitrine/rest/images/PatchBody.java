package org.vitrine.rest.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vitrine.core.images.ImageChange;
import org.vitrine.core.images.ImageChange.Operation;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.schemas.Schemas;

/** Reads a JSON patch of either media type (contract sections 12.1 to 12.4). */
final class PatchBody {
    private static final Set<String> READ_ONLY = Set.of(
            "created_at",
            "updated_at",
            "status",
            "checksum",
            "size",
            "virtual_size",
            "direct_url",
            "self",
            "file",
            "schema",
            "id",
            "os_hash_algo",
            "os_hash_value",
            "stores");
    private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");
    private static final String LOCATIONS = "locations";
    private static final String OPERATIONS = "add, remove, replace.";
    private static final int NAME_LENGTH = 255;

    private final Schemas schemas;
    private final boolean old;

    /** {@code old}: the v2.0 media type, whose operations are keys. */
    PatchBody(Schemas schemas, boolean old) {
        this.schemas = schemas;
        this.old = old;
    }

    List<ImageChange> read(JsonNode body) {
        if (!body.isArray()) {
            throw invalid("Request body must be a JSON array of operation objects.");
        }
        List<ImageChange> changes = new ArrayList<>(body.size());
        for (JsonNode element : body) {
            if (!element.isObject()) {
                throw invalid("Operations must be JSON objects.");
            }
            changes.add(change(element));
        }
        return changes;
    }

    private ImageChange change(JsonNode element) {
        String operation = old ? oldOperation(element) : newOperation(element);
        JsonNode pointer = element.get(old ? operation : "path");
        if (pointer == null || !pointer.isTextual()) {
            throw invalid("Unable to find 'path' in JSON Schema change");
        }
        List<String> path = PatchPath.parse(pointer.textValue());
        Operation kind = kind(operation);
        requireDepth(kind, path);
        if (kind != Operation.REMOVE && !element.has("value")) {
            throw invalid("Operation \"" + operation + "\" requires a member named \"value\".");
        }
        requireWritable(path.get(0));
        if (kind == Operation.REMOVE) {
            return new ImageChange(kind, path, null, false);
        }
        JsonNode value = element.get("value");
        requireValue(path, value);
        return new ImageChange(kind, path, value(path.get(0), value), old && kind == Operation.ADD);
    }

    private Object value(String name, JsonNode value) {
        if (!schemas.isBase(name)) {
            return NewImageBody.property(value);
        }
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> NewImageBody.number(value);
            case NULL -> null;
            default -> Json.mapper().convertValue(value, Object.class);
        };
    }

    private static String newOperation(JsonNode element) {
        JsonNode operation = element.get("op");
        if (operation == null) {
            throw invalid("Unable to find `op` in JSON Schema change. It must be one of the following: " + OPERATIONS);
        }
        return operation.asText();
    }

    private static String oldOperation(JsonNode element) {
        String found = null;
        for (String operation : List.of("add", "remove", "replace")) {
            if (element.has(operation)) {
                if (found != null) {
                    throw invalid(
                            "Operation objects must contain only one member named \"add\", \"remove\", or \"replace\".");
                }
                found = operation;
            }
        }
        if (found == null) {
            throw invalid(
                    "Operation objects must contain exactly one member named \"add\", \"remove\", or \"replace\".");
        }
        return found;
    }

    private static Operation kind(String operation) {
        return switch (operation) {
            case "add" -> Operation.ADD;
            case "replace" -> Operation.REPLACE;
            case "remove" -> Operation.REMOVE;
            default ->
                throw invalid("Invalid operation: `" + operation + "`. It must be one of the following: " + OPERATIONS);
        };
    }

    private static void requireDepth(Operation kind, List<String> path) {
        boolean location = path.get(0).equals(LOCATIONS) && kind != Operation.REPLACE;
        if (path.size() != (location ? 2 : 1)) {
            throw invalid("Invalid JSON pointer for this resource: '/" + String.join("/", path) + "'");
        }
    }

    private static void requireWritable(String name) {
        if (READ_ONLY.contains(name)) {
            throw NewImageBody.readOnly(name);
        }
        if (RESERVED.contains(name) || ImageProperties.isReserved(name)) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + name + "' is reserved.");
        }
        if (name.isEmpty() || name.length() > NAME_LENGTH) {
            throw invalid("A property name must have 1 to " + NAME_LENGTH + " characters.");
        }
    }

    private void requireValue(List<String> path, JsonNode value) {
        String name = path.get(0);
        if (path.size() == 2) {
            // One location is checked as the only element of the list that it becomes part of.
            schemas.require(name, Json.mapper().createArrayNode().add(value));
            return;
        }
        schemas.require(name, value);
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
