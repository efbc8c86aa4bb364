package org.vitrine.rest.schemas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.vitrine.rest.http.Json;

/** What is common to all schemas: the files they are made of, and the shape of collections (SCH-4, SCH-11). */
public final class SchemaShapes {
    private static final String PROPERTIES = "properties";
    private static final String SCHEMA = "schema";

    private SchemaShapes() {}

    /** A file of this bundle, by its name in {@code /schemas}. */
    public static ObjectNode read(String name) throws IOException {
        try (InputStream stream = SchemaShapes.class.getResourceAsStream("/schemas/" + name)) {
            return (ObjectNode) Json.mapper().readTree(stream);
        }
    }

    /** The schema of a thing with these properties. */
    public static ObjectNode of(String name, ObjectNode properties) {
        ObjectNode schema = Json.mapper().createObjectNode().put("name", name);
        schema.set(PROPERTIES, properties);
        return schema;
    }

    /** The schema of an array of things, in the answer that a list gives. */
    public static ObjectNode list(String name, ObjectNode item) {
        ObjectNode schema = Json.mapper().createObjectNode().put("name", name);
        ObjectNode properties = schema.putObject(PROPERTIES);
        properties.putObject(name).put("type", "array").set("items", item);
        properties.putObject(SCHEMA).put("type", "string");
        link(schema.putArray("links"), "describedby", SCHEMA);
        return schema;
    }

    /** Adds what a list has that comes in pages. */
    public static ObjectNode paged(ObjectNode collection) {
        ObjectNode properties = (ObjectNode) collection.get(PROPERTIES);
        ArrayNode links = collection.putArray("links");
        for (String link : List.of("first", "next")) {
            properties.putObject(link).put("type", "string");
            link(links, link, link);
        }
        link(links, "describedby", SCHEMA);
        return collection;
    }

    private static void link(ArrayNode links, String relation, String key) {
        links.addObject().put("rel", relation).put("href", "{" + key + "}");
    }
}
