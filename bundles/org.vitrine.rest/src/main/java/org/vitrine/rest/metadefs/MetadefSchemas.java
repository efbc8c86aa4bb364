package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.schemas.SchemaShapes;

/** {@code /v2/schemas/metadefs} (SCH-14 to SCH-19). */
final class MetadefSchemas {
    private static final String DEFINITIONS = "definitions";

    private final ObjectNode file;

    MetadefSchemas() throws IOException {
        file = SchemaShapes.read("metadefs.json");
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        add(routes, "namespace", namespace());
        add(routes, "namespaces", collection("namespaces", namespace()));
        add(routes, "object", object());
        add(routes, "objects", collection("objects", object()));
        add(routes, "property", property());
        add(routes, "properties", properties());
        add(routes, "tag", thing("tag", "name"));
        add(routes, "tags", collection("tags", thing("tag", "name")));
        ObjectNode association = thing("resource_type_association", "name");
        add(routes, "resource_type", association);
        add(routes, "resource_types", collection("resource_type_associations", association));
        return routes;
    }

    private static void add(List<Route> routes, String name, ObjectNode schema) {
        byte[] json = Json.bytes(schema);
        routes.add(new Route("/v2/schemas/metadefs/" + name)
                .withoutBody("GET", exchange -> exchange.send(HttpServletResponse.SC_OK, json)));
    }

    private ObjectNode namespace() {
        return withDefinitions(thing("namespace", "namespace"));
    }

    private ObjectNode object() {
        return withDefinitions(thing("object", "name"));
    }

    private ObjectNode property() {
        ObjectNode definitions = file.get(DEFINITIONS).deepCopy();
        ObjectNode ofMap = (ObjectNode) definitions.remove("property").get("additionalProperties");
        ObjectNode schema = closed(SchemaShapes.of("property", (ObjectNode) ofMap.get("properties")));
        schema.putArray("required").add("type").add("title").add("name");
        ((ObjectNode) definitions.get("stringArray")).put("minItems", 1);
        schema.set(DEFINITIONS, definitions);
        return schema;
    }

    /** Properties come as a map, whose keys are their names. */
    private ObjectNode properties() {
        ObjectNode property = property();
        ((ArrayNode) property.get("required")).remove(2);
        ObjectNode collection = collection("properties", property);
        ObjectNode items = (ObjectNode) collection.at("/properties/properties");
        items.put("type", "object").set("additionalProperties", items.remove("items"));
        return collection;
    }

    private ObjectNode thing(String name, String required) {
        ObjectNode schema = closed(SchemaShapes.of(name, file.get(name).deepCopy()));
        schema.putArray("required").add(required);
        return schema;
    }

    private static ObjectNode closed(ObjectNode schema) {
        return schema.put("additionalProperties", false);
    }

    private ObjectNode withDefinitions(ObjectNode schema) {
        schema.set(DEFINITIONS, file.get(DEFINITIONS).deepCopy());
        return schema;
    }

    /** The definitions that the items refer to are lifted to the top. */
    private static ObjectNode collection(String name, ObjectNode item) {
        ObjectNode copy = item.deepCopy();
        ObjectNode definitions = (ObjectNode) copy.remove(DEFINITIONS);
        ObjectNode collection = SchemaShapes.paged(SchemaShapes.list(name, copy));
        if (definitions != null) {
            collection.set(DEFINITIONS, definitions);
        }
        return collection;
    }
}
