package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.images.ImageJson;

/** Metadata definitions as JSON: what is not set is left out (MD-5). */
final class MetadefJson {
    static final String NAMESPACES = "/v2/metadefs/namespaces";

    private MetadefJson() {}

    static String path(String namespace) {
        return NAMESPACES + "/" + namespace;
    }

    static ObjectNode namespace(Recorded<MetadefNamespace> recorded) {
        MetadefNamespace namespace = recorded.value();
        ObjectNode json = Json.mapper().createObjectNode().put("namespace", namespace.name());
        put(json, "display_name", namespace.displayName());
        put(json, "description", namespace.description());
        json.put("visibility", namespace.visibility().wireName()).put("protected", namespace.isProtected());
        put(json, "owner", namespace.owner());
        json.put("self", path(namespace.name())).put("schema", "/v2/schemas/metadefs/namespace");
        return times(json, recorded);
    }

    static ObjectNode object(MetadefObject object) {
        ObjectNode json = Json.mapper().createObjectNode().put("name", object.name());
        put(json, "description", object.description());
        object.required().forEach(json.putArray("required")::add);
        ObjectNode properties = json.putObject("properties");
        object.properties().forEach((name, schema) -> properties.set(name, schema(schema)));
        return json;
    }

    static ObjectNode object(String namespace, Recorded<MetadefObject> recorded) {
        ObjectNode json = object(recorded.value());
        json.put("self", path(namespace) + "/objects/" + recorded.value().name());
        json.put("schema", "/v2/schemas/metadefs/object");
        return times(json, recorded);
    }

    static ObjectNode schema(PropertySchema schema) {
        return Json.mapper().valueToTree(schema.json().values());
    }

    static ObjectNode association(ResourceTypeAssociation association) {
        ObjectNode json = named(association.name());
        put(json, "prefix", association.prefix());
        put(json, "properties_target", association.propertiesTarget());
        return json;
    }

    static ObjectNode named(String name) {
        return Json.mapper().createObjectNode().put("name", name);
    }

    static ObjectNode times(ObjectNode json, Recorded<?> recorded) {
        json.put("created_at", ImageJson.time(recorded.createdAt()));
        Instant updatedAt = recorded.updatedAt();
        return updatedAt == null ? json : json.put("updated_at", ImageJson.time(updatedAt));
    }

    private static void put(ObjectNode json, String key, String value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
