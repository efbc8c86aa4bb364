package org.vitrine.rest.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.rest.http.Json;

/** The JSON schemas that clients read, and by which bodies are checked (contract section 23). */
@Component(service = Schemas.class, configurationPid = "org.vitrine.rest.schemas")
@Designate(ocd = Schemas.SchemasConfig.class)
public final class Schemas {
    @ObjectClassDefinition(name = "Vitrine schemas")
    @interface SchemasConfig {
        @AttributeDefinition(description = "The file that declares further image properties; empty or missing: none.")
        String schema_file() default "";
    }

    private static final String PROPERTIES = "properties";
    private static final String DISK_FORMAT = "disk_format";
    private static final String CONTAINER_FORMAT = "container_format";
    private static final SchemaCheck ADDITIONAL =
            new SchemaCheck(Json.mapper().createObjectNode().put("type", "string"));

    private final ImageSettings settings;
    private final ObjectNode base;
    private final ObjectNode declared;
    private final ObjectNode member;
    private final Map<String, SchemaCheck> checks = new HashMap<>();

    /** Reads the schema file; refuses one that redefines a base property (SCH-7). */
    @Activate
    public Schemas(@Reference ImageSettings settings, SchemasConfig config) throws IOException {
        this.settings = settings;
        base = resource("image.json");
        member = resource("member.json");
        declared = declared(config.schema_file().trim());
        base.properties().forEach(property -> checks.put(property.getKey(), new SchemaCheck(property.getValue())));
        declared.properties().forEach(property -> checks.put(property.getKey(), new SchemaCheck(property.getValue())));
    }

    private ObjectNode declared(String file) throws IOException {
        ObjectNode properties = Json.mapper().createObjectNode();
        if (file.isEmpty() || !Files.exists(Path.of(file))) {
            return properties;
        }
        JsonNode given;
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            given = Json.mapper().readTree(stream);
        }
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            if (base.has(field.getKey())) {
                throw new IllegalArgumentException("schema.file redefines the property '" + field.getKey() + "'");
            }
            if (!(field.getValue() instanceof ObjectNode property)) {
                throw new IllegalArgumentException(
                        "schema.file: what declares the property '" + field.getKey() + "' is no object");
            }
            properties.set(field.getKey(), property.put("is_base", false));
        }
        return properties;
    }

    private static ObjectNode resource(String name) throws IOException {
        try (InputStream stream = Schemas.class.getResourceAsStream("/schemas/" + name)) {
            return (ObjectNode) Json.mapper().readTree(stream);
        }
    }

    /** Whether the name is a property that every image has. */
    public boolean isBase(String name) {
        return base.has(name);
    }

    /** Whether the schema names the property, so that it may be null (SCH-8). */
    public boolean isKnown(String name) {
        return checks.containsKey(name);
    }

    /** {@code INVALID} unless the value fits what the schema says of that property (PATCH-22, IMG-CREATE-6). */
    public void require(String name, JsonNode value) {
        SchemaCheck check = checks.get(name);
        if (check != null) {
            check.require(name, value);
            requireFormat(name, value);
            return;
        }
        if (!settings.allowAdditionalProperties()) {
            throw new VitrineException(ErrorKind.INVALID, "Additional property '" + name + "' is not allowed.");
        }
        ADDITIONAL.require(name, value);
    }

    private void requireFormat(String name, JsonNode value) {
        List<String> formats = formats(name);
        if (formats != null && value.isTextual() && !formats.contains(value.textValue())) {
            throw new VitrineException(
                    ErrorKind.INVALID, "Invalid value for '" + name + "': it must be null or one of " + formats + ".");
        }
    }

    /** The formats that the operator allows, or null for a property that is no format. */
    private List<String> formats(String name) {
        return switch (name) {
            case DISK_FORMAT -> settings.diskFormats();
            case CONTAINER_FORMAT -> settings.containerFormats();
            default -> null;
        };
    }

    private ObjectNode formatSchema(String name) {
        ObjectNode schema = base.get(name).deepCopy();
        ArrayNode allowed = schema.putArray("enum").addNull();
        formats(name).forEach(allowed::add);
        return schema;
    }

    /** The schema of an image (SCH-3). */
    public ObjectNode image() {
        ObjectNode schema = named("image");
        ObjectNode properties = schema.putObject(PROPERTIES);
        properties.setAll(base);
        properties.set(CONTAINER_FORMAT, formatSchema(CONTAINER_FORMAT));
        properties.set(DISK_FORMAT, formatSchema(DISK_FORMAT));
        properties.setAll(declared);
        if (!settings.allowAdditionalProperties()) {
            return schema.put("additionalProperties", false);
        }
        schema.putObject("additionalProperties").put("type", "string");
        links(schema, "self", "{self}", "enclosure", "{file}", "describedby", "{schema}");
        return schema;
    }

    /** The schema of a list of images (SCH-4). */
    public ObjectNode images() {
        ObjectNode schema = named("images");
        ObjectNode properties = schema.putObject(PROPERTIES);
        properties.putObject("images").put("type", "array").set("items", image());
        for (String link : List.of("first", "next", "schema")) {
            properties.putObject(link).put("type", "string");
        }
        links(schema, "first", "{first}", "next", "{next}", "describedby", "{schema}");
        return schema;
    }

    /** The schema of a member (SCH-10). */
    public ObjectNode member() {
        ObjectNode schema = named("member");
        schema.set(PROPERTIES, member);
        return schema;
    }

    /** The schema of a list of members (SCH-11). */
    public ObjectNode members() {
        ObjectNode schema = named("members");
        ObjectNode properties = schema.putObject(PROPERTIES);
        properties.putObject("members").put("type", "array").set("items", member());
        properties.putObject("schema").put("type", "string");
        links(schema, "describedby", "{schema}");
        return schema;
    }

    private static ObjectNode named(String name) {
        return Json.mapper().createObjectNode().put("name", name);
    }

    private static void links(ObjectNode schema, String... pairs) {
        ArrayNode links = schema.putArray("links");
        for (int i = 0; i < pairs.length; i += 2) {
            links.addObject().put("rel", pairs[i]).put("href", pairs[i + 1]);
        }
    }
}
