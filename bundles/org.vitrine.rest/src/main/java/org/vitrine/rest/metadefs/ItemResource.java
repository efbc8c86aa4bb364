package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.core.metadefs.ItemKind;
import org.vitrine.core.metadefs.NamespaceItems;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Query;
import org.vitrine.rest.http.Route;

/** What namespaces hold, but for tags: associations, properties and objects. */
final class ItemResource {
    private final NamespaceItems items;

    ItemResource(NamespaceItems items) {
        this.items = items;
    }

    List<Route> routes() {
        String namespace = MetadefJson.path("{}");
        return List.of(
                new Route(namespace + "/resource_types")
                        .withoutBody("GET", this::listAssociations)
                        .on("POST", this::addAssociation),
                new Route(namespace + "/resource_types/{}")
                        .withoutBody("DELETE", exchange -> remove(exchange, ItemKind.ASSOCIATION)),
                new Route(namespace + "/properties")
                        .on("GET", this::listProperties)
                        .on("POST", this::addProperty)
                        .on("DELETE", exchange -> removeAll(exchange, ItemKind.PROPERTY)),
                new Route(namespace + "/properties/{}")
                        .on("GET", this::showProperty)
                        .on("PUT", this::updateProperty)
                        .on("DELETE", exchange -> remove(exchange, ItemKind.PROPERTY)),
                new Route(namespace + "/objects")
                        .on("GET", this::listObjects)
                        .on("POST", this::addObject)
                        .on("DELETE", exchange -> removeAll(exchange, ItemKind.OBJECT)),
                new Route(namespace + "/objects/{}")
                        .withoutBody("GET", this::showObject)
                        .on("PUT", this::updateObject)
                        .withoutBody("DELETE", exchange -> remove(exchange, ItemKind.OBJECT)));
    }

    private void listAssociations(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode array = body.putArray("resource_type_associations");
        items.list(exchange.context(), exchange.variable(0), ItemKind.ASSOCIATION)
                .forEach(association -> array.add(json(association)));
        exchange.send(HttpServletResponse.SC_OK, body);
    }

    private void addAssociation(Exchange exchange) throws IOException {
        ResourceTypeAssociation association = MetadefBody.association(exchange.body());
        exchange.send(
                HttpServletResponse.SC_CREATED,
                json(items.add(exchange.context(), exchange.variable(0), ItemKind.ASSOCIATION, association)));
    }

    private static ObjectNode json(Recorded<ResourceTypeAssociation> association) {
        return MetadefJson.times(MetadefJson.association(association.value()), association);
    }

    private void listProperties(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode map = body.putObject("properties");
        items.list(exchange.context(), exchange.variable(0), ItemKind.PROPERTY)
                .forEach(property -> map.set(
                        property.value().name(),
                        MetadefJson.schema(property.value().schema())));
        exchange.send(HttpServletResponse.SC_OK, body);
    }

    private void showProperty(Exchange exchange) throws IOException {
        String namespace = exchange.variable(0);
        String name = exchange.variable(1);
        Optional<String> type =
                new Query(exchange.parameters()).value("resource_type").filter(text -> !text.isEmpty());
        Recorded<MetadefProperty> found = type.isPresent()
                ? items.showProperty(exchange.context(), namespace, type.get(), name)
                : items.show(exchange.context(), namespace, ItemKind.PROPERTY, name);
        send(exchange, HttpServletResponse.SC_OK, found.value());
    }

    private void addProperty(Exchange exchange) throws IOException {
        MetadefProperty property = MetadefBody.property(exchange.body());
        items.add(exchange.context(), exchange.variable(0), ItemKind.PROPERTY, property);
        send(exchange, HttpServletResponse.SC_CREATED, property);
    }

    private void updateProperty(Exchange exchange) throws IOException {
        MetadefProperty property = MetadefBody.property(exchange.body());
        items.update(exchange.context(), exchange.variable(0), ItemKind.PROPERTY, exchange.variable(1), property);
        send(exchange, HttpServletResponse.SC_OK, property);
    }

    private static void send(Exchange exchange, int status, MetadefProperty property) throws IOException {
        exchange.send(status, MetadefJson.schema(property.schema().named(property.name())));
    }

    /** The whole list always; what asks for a part of it is only checked (MDO-3). */
    private void listObjects(Exchange exchange) throws IOException {
        Query query = new Query(exchange.parameters());
        query.limit(1);
        query.ascending();
        query.value("visibility").filter(text -> !text.isEmpty()).ifPresent(ItemResource::requireVisibility);
        String namespace = exchange.variable(0);
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode objects = body.putArray("objects");
        items.list(exchange.context(), namespace, ItemKind.OBJECT)
                .forEach(object -> objects.add(MetadefJson.object(namespace, object)));
        // Without a leading slash, as the reference has it.
        exchange.send(HttpServletResponse.SC_OK, body.put("schema", "v2/schemas/metadefs/objects"));
    }

    /** Objects and tags have no visibility, but the reference checks one for them. */
    static void requireVisibility(String text) {
        if (!List.of("public", "private", "shared").contains(text)) {
            throw new VitrineException(ErrorKind.INVALID, "Invalid visibility value: " + text);
        }
    }

    private void showObject(Exchange exchange) throws IOException {
        String namespace = exchange.variable(0);
        Recorded<MetadefObject> found =
                items.show(exchange.context(), namespace, ItemKind.OBJECT, exchange.variable(1));
        exchange.send(HttpServletResponse.SC_OK, MetadefJson.object(namespace, found));
    }

    private void addObject(Exchange exchange) throws IOException {
        JsonNode body = exchange.body();
        Recorded<MetadefObject> added =
                items.add(exchange.context(), exchange.variable(0), ItemKind.OBJECT, MetadefBody.object(body));
        exchange.send(HttpServletResponse.SC_CREATED, echo(exchange, body, added));
    }

    private void updateObject(Exchange exchange) throws IOException {
        JsonNode body = exchange.body();
        Recorded<MetadefObject> updated = items.update(
                exchange.context(),
                exchange.variable(0),
                ItemKind.OBJECT,
                exchange.variable(1),
                MetadefBody.object(body));
        exchange.send(HttpServletResponse.SC_OK, echo(exchange, body, updated));
    }

    /** The answer to a change has what was given alone; reading back shows empty ones too (MDO-2). */
    private static ObjectNode echo(Exchange exchange, JsonNode given, Recorded<MetadefObject> object) {
        ObjectNode json = MetadefJson.object(exchange.variable(0), object);
        for (String key : List.of("required", "properties")) {
            if (!given.has(key)) {
                json.remove(key);
            }
        }
        return json;
    }

    private <T extends MetadefItem> void remove(Exchange exchange, ItemKind<T> kind) {
        items.remove(exchange.context(), exchange.variable(0), kind, exchange.variable(1));
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private <T extends MetadefItem> void removeAll(Exchange exchange, ItemKind<T> kind) {
        items.removeAll(exchange.context(), exchange.variable(0), kind);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
