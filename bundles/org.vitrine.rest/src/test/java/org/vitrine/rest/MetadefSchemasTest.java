package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** The schemas of metadata definitions and tasks (contract section 23). */
public class MetadefSchemasTest {
    private static final List<String> THINGS = List.of("namespace", "object", "property", "tag", "resource_type");

    private final TestApi api = new TestApi(Callers.nobody("p1"));

    @After
    public void close() {
        api.close();
    }

    private JsonNode schema(String name) {
        return api.get("/v2/schemas/metadefs/" + name).json();
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    @Test
    @Covers({"SCH-1", "SCH-2", "SCH-14", "SCH-15", "ROUTE-22"})
    public void thingsAreClosedAndNameWhatTheyNeed() {
        for (String thing : THINGS) {
            JsonNode schema = schema(thing);
            assertEquals(
                    thing,
                    thing.equals("resource_type") ? "resource_type_association" : thing,
                    schema.get("name").textValue());
            assertFalse(thing, schema.get("additionalProperties").booleanValue());
            assertEquals(
                    thing,
                    switch (thing) {
                        case "namespace" -> List.of("namespace");
                        case "property" -> List.of("type", "title", "name");
                        default -> List.of("name");
                    },
                    texts(schema.get("required")));
            assertEquals(thing, !List.of("tag", "resource_type").contains(thing), schema.has("definitions"));
            assertEquals(
                    400,
                    api.send("GET", "/v2/schemas/metadefs/" + thing, Map.of(), new byte[1])
                            .status());
        }
    }

    @Test
    @Covers({"SCH-4", "SCH-14"})
    public void collectionsHoldThem() {
        String[][] rows = {
            {"namespaces", "namespaces", "namespace"},
            {"objects", "objects", "object"},
            {"tags", "tags", "tag"},
            {"resource_types", "resource_type_associations", "resource_type"}
        };
        for (String[] row : rows) {
            JsonNode schema = schema(row[0]);
            assertEquals(row[1], schema.get("name").textValue());
            assertEquals(new TreeSet<>(Set.of(row[1], "first", "next", "schema")), keys(schema.get("properties")));
            assertEquals("array", schema.at("/properties/" + row[1] + "/type").textValue());
            JsonNode items = schema.at("/properties/" + row[1] + "/items");
            assertEquals(schema(row[2]).get("properties"), items.get("properties"));
            assertFalse("lifted to the top", items.has("definitions"));
            assertEquals(schema(row[2]).get("definitions"), schema.get("definitions"));
            assertEquals("{next}", schema.at("/links/1/href").textValue());
            assertEquals("describedby", schema.at("/links/2/rel").textValue());
        }
        JsonNode properties = schema("properties");
        assertEquals("object", properties.at("/properties/properties/type").textValue());
        assertEquals(
                List.of("type", "title"), texts(properties.at("/properties/properties/additionalProperties/required")));
    }

    @Test
    @Covers({"SCH-16", "SCH-17", "SCH-18", "SCH-19"})
    public void theirPropertiesAreTheContracts() {
        JsonNode namespace = schema("namespace");
        assertEquals(14, namespace.get("properties").size());
        assertEquals(500, namespace.at("/properties/description/maxLength").intValue());
        assertEquals(List.of("public", "private"), texts(namespace.at("/properties/visibility/enum")));
        assertEquals("date-time", namespace.at("/properties/created_at/format").textValue());
        assertTrue(namespace.at("/properties/self/readOnly").booleanValue());
        assertEquals(
                Set.of("positiveInteger", "positiveIntegerDefault0", "property", "stringArray"),
                keys(namespace.get("definitions")));
        assertFalse(namespace.at("/definitions/stringArray").has("minItems"));
        JsonNode ofMap = namespace.at("/definitions/property/additionalProperties");
        assertEquals(List.of("title", "type"), texts(ofMap.get("required")));
        assertEquals(19, ofMap.get("properties").size());
        assertTrue(ofMap.at("/properties/type/enum/6").isNull());
        JsonNode property = schema("property");
        assertEquals(ofMap.get("properties"), property.get("properties"));
        assertEquals(1, property.at("/definitions/stringArray/minItems").intValue());
        assertFalse(property.get("definitions").has("property"));
        assertEquals(8, schema("object").get("properties").size());
        assertEquals(5, schema("resource_type").get("properties").size());
        assertEquals(
                80, schema("resource_type").at("/properties/prefix/maxLength").intValue());
        assertEquals(3, schema("tag").get("properties").size());
    }

    @Test
    @Covers({"SCH-1", "SCH-12", "SCH-13", "ROUTE-21", "TASK-4"})
    public void tasks() {
        JsonNode task = api.get("/v2/schemas/task").json();
        assertEquals(Set.of("name", "properties"), keys(task));
        assertEquals(15, task.get("properties").size());
        assertEquals(List.of("import", "api_image_import"), texts(task.at("/properties/type/enum")));
        assertEquals(List.of("null", "object"), texts(task.at("/properties/input/type")));
        JsonNode tasks = api.get("/v2/schemas/tasks").json();
        assertEquals(Set.of("name", "properties", "links"), keys(tasks));
        assertEquals(Set.of("tasks", "schema"), keys(tasks.get("properties")));
        JsonNode stub = tasks.at("/properties/tasks/items/properties");
        assertFalse(stub.has("input") || stub.has("result") || stub.has("message"));
        assertEquals(1, tasks.get("links").size());
        assertEquals(
                200, api.send("GET", "/v2/schemas/task", Map.of(), new byte[1]).status());
    }
}
