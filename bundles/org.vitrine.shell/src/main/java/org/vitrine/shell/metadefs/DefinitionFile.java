package org.vitrine.shell.metadefs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefDefinition;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.ResourceTypeAssociation;

/** A definition as JSON in a file (DB-75). Keys of a namespace that nobody knows are passed over, as Glance does. */
final class DefinitionFile {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT);
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
    private static final long LARGEST = 16 << 20;
    private static final int NAME_LENGTH = 80;

    private DefinitionFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is larger than 16 MiB or no JSON
     * @throws VitrineException {@code INVALID}, when it is no definition
     */
    static MetadefDefinition read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("the file is larger than " + LARGEST + " bytes");
        }
        JsonNode json;
        try (InputStream stream = Files.newInputStream(file)) {
            json = JSON.readTree(stream);
        } catch (JsonProcessingException e) {
            throw new IOException("no JSON: " + e.getOriginalMessage(), e);
        }
        if (!json.isObject()) {
            throw invalid("a definition must be a JSON object");
        }
        return new MetadefDefinition(
                namespace(json),
                new NamespaceContents(
                        list(json, "objects", DefinitionFile::object),
                        properties(json),
                        list(json, "tags", tag -> new MetadefTag(name(tag, "name"))),
                        list(json, "resource_type_associations", DefinitionFile::association)));
    }

    private static MetadefNamespace namespace(JsonNode json) {
        String visibility = text(json, "visibility");
        JsonNode isProtected = json.path("protected");
        if (!isProtected.isMissingNode() && !isProtected.isNull() && !isProtected.isBoolean()) {
            throw invalid("'protected' must be true or false");
        }
        return new MetadefNamespace(
                name(json, "namespace"),
                text(json, "display_name"),
                text(json, "description"),
                visibility == null
                        ? MetadefVisibility.PRIVATE
                        : MetadefVisibility.of(visibility)
                                .orElseThrow(() -> invalid("'visibility' must be public or private")),
                isProtected.booleanValue(),
                text(json, "owner"));
    }

    private static MetadefObject object(JsonNode json) {
        Map<String, PropertySchema> schemas = new LinkedHashMap<>();
        properties(json).forEach(property -> schemas.put(property.name(), property.schema()));
        List<String> required = list(json, "required", JsonNode::asText);
        return new MetadefObject(name(json, "name"), text(json, "description"), required, schemas);
    }

    private static List<MetadefProperty> properties(JsonNode json) {
        JsonNode given = json.path("properties");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw invalid("'properties' must be an object");
        }
        List<MetadefProperty> properties = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            properties.add(new MetadefProperty(field.getKey(), schema(field.getKey(), field.getValue())));
        }
        return properties;
    }

    private static PropertySchema schema(String property, JsonNode json) {
        if (!json.isObject()) {
            throw invalid("the property " + property + " must be an object");
        }
        try {
            return PropertySchema.of(JSON.convertValue(json, MAP));
        } catch (VitrineException e) {
            throw new VitrineException(e.kind(), "the property " + property + ": " + e.getMessage(), e);
        }
    }

    private static ResourceTypeAssociation association(JsonNode json) {
        return new ResourceTypeAssociation(name(json, "name"), text(json, "prefix"), text(json, "properties_target"));
    }

    private static <T> List<T> list(JsonNode json, String key, Function<JsonNode, T> reader) {
        JsonNode given = json.path(key);
        if (!given.isMissingNode() && !given.isNull() && !given.isArray()) {
            throw invalid("'" + key + "' must be a list");
        }
        List<T> list = new ArrayList<>();
        given.forEach(element -> list.add(reader.apply(element)));
        return list;
    }

    private static String name(JsonNode json, String key) {
        String name = text(json, key);
        if (name == null || name.isEmpty() || name.length() > NAME_LENGTH) {
            throw invalid("'" + key + "' must have 1 to " + NAME_LENGTH + " characters");
        }
        return name;
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid("'" + key + "' must be a string");
        }
        return value.textValue();
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }

    /** Writes a file, which is there whole or as it was before. */
    static void write(Path file, MetadefDefinition definition) throws IOException {
        Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), ".export-", ".tmp");
        try {
            try (OutputStream stream = Files.newOutputStream(unfinished)) {
                JSON.writeValue(stream, json(definition));
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static ObjectNode json(MetadefDefinition definition) {
        MetadefNamespace namespace = definition.namespace();
        ObjectNode json = JSON.createObjectNode().put("namespace", namespace.name());
        json.put("display_name", namespace.displayName()).put("description", namespace.description());
        json.put("visibility", namespace.visibility().wireName()).put("protected", namespace.isProtected());
        if (namespace.owner() != null) {
            json.put("owner", namespace.owner());
        }
        NamespaceContents contents = definition.contents();
        ArrayNode associations = json.putArray("resource_type_associations");
        for (ResourceTypeAssociation association : contents.associations()) {
            ObjectNode entry = associations.addObject().put("name", association.name());
            entry.put("prefix", association.prefix()).put("properties_target", association.propertiesTarget());
        }
        ObjectNode properties = json.putObject("properties");
        contents.properties().forEach(property -> properties.set(property.name(), json(property.schema())));
        ArrayNode objects = json.putArray("objects");
        contents.objects().forEach(object -> objects.add(json(object)));
        ArrayNode tags = json.putArray("tags");
        contents.tags().forEach(tag -> tags.addObject().put("name", tag.name()));
        return json;
    }

    private static ObjectNode json(MetadefObject object) {
        ObjectNode json = JSON.createObjectNode().put("name", object.name()).put("description", object.description());
        if (!object.required().isEmpty()) {
            object.required().forEach(json.putArray("required")::add);
        }
        ObjectNode properties = json.putObject("properties");
        object.properties().forEach((name, schema) -> properties.set(name, json(schema)));
        return json;
    }

    private static JsonNode json(PropertySchema schema) {
        return JSON.valueToTree(schema.json().values());
    }
}
