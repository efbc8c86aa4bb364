package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.core.metadefs.NamespaceCatalog;
import org.vitrine.core.metadefs.NamespaceChanges;
import org.vitrine.core.metadefs.NamespaceListRequest;
import org.vitrine.core.metadefs.NamespacePage;
import org.vitrine.core.metadefs.ShownNamespace;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Query;
import org.vitrine.rest.http.Route;

/** {@code /v2/metadefs/namespaces} itself, and {@code /v2/metadefs/resource_types}. */
final class NamespaceResource {
    private final NamespaceCatalog catalog;
    private final NamespaceChanges changes;

    NamespaceResource(NamespaceCatalog catalog, NamespaceChanges changes) {
        this.catalog = catalog;
        this.changes = changes;
    }

    List<Route> routes() {
        return List.of(
                new Route("/v2/metadefs/resource_types").withoutBody("GET", this::resourceTypes),
                new Route(MetadefJson.NAMESPACES).on("GET", this::list).on("POST", this::create),
                new Route(MetadefJson.path("{}"))
                        .withoutBody("GET", this::show)
                        .on("PUT", this::update)
                        .withoutBody("DELETE", this::delete));
    }

    private void resourceTypes(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode types = body.putArray("resource_types");
        catalog.resourceTypes(exchange.context())
                .forEach(type -> types.add(
                        MetadefJson.times(MetadefJson.named(type.value().name()), type)));
        exchange.send(HttpServletResponse.SC_OK, body);
    }

    private void list(Exchange exchange) throws IOException {
        Query query = new Query(exchange.parameters());
        NamespacePage page = catalog.list(exchange.context(), request(query));
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode namespaces = body.putArray("namespaces");
        for (NamespacePage.Entry entry : page.namespaces()) {
            ObjectNode namespace = MetadefJson.namespace(entry.namespace());
            putAssociations(namespace, entry.associations());
            namespaces.add(namespace);
        }
        body.put("first", query.first(MetadefJson.NAMESPACES));
        page.nextMarker().ifPresent(marker -> body.put("next", query.next(MetadefJson.NAMESPACES, marker)));
        exchange.send(HttpServletResponse.SC_OK, body.put("schema", "/v2/schemas/metadefs/namespaces"));
    }

    private static NamespaceListRequest request(Query query) {
        return new NamespaceListRequest(
                query.value("visibility").map(MetadefBody::visibility),
                query.value("resource_types").map(types -> List.of(types.split(",", -1))),
                sortKey(query.value("sort_key").orElse("created_at")),
                query.ascending(),
                query.value("marker"),
                query.limit(0));
    }

    private static SortKey sortKey(String name) {
        // By id is in the order of creation.
        String known = name.equals("id") ? "created_at" : name;
        for (SortKey key : SortKey.values()) {
            if (key.name().toLowerCase(Locale.ROOT).equals(known)) {
                return key;
            }
        }
        throw new VitrineException(ErrorKind.INVALID, "Sort key supplied was not valid: " + name);
    }

    private void create(Exchange exchange) throws IOException {
        JsonNode body = exchange.body();
        NamespaceContents contents = MetadefBody.contents(body);
        Recorded<MetadefNamespace> created = changes.create(exchange.context(), MetadefBody.namespace(body), contents);
        exchange.response()
                .setHeader(
                        "Location",
                        exchange.absolute(MetadefJson.path(created.value().name())));
        exchange.send(HttpServletResponse.SC_CREATED, withContents(MetadefJson.namespace(created), contents));
    }

    /** What was created is shown as it was given, without times and links of its own (MDN-2). */
    private static ObjectNode withContents(ObjectNode json, NamespaceContents contents) {
        if (!contents.associations().isEmpty()) {
            ArrayNode associations = json.putArray("resource_type_associations");
            contents.associations().forEach(association -> associations.add(MetadefJson.association(association)));
        }
        if (!contents.properties().isEmpty()) {
            ObjectNode properties = json.putObject("properties");
            contents.properties()
                    .forEach(property -> properties.set(property.name(), MetadefJson.schema(property.schema())));
        }
        if (!contents.objects().isEmpty()) {
            ArrayNode objects = json.putArray("objects");
            contents.objects().forEach(object -> objects.add(MetadefJson.object(object)));
        }
        if (!contents.tags().isEmpty()) {
            ArrayNode tags = json.putArray("tags");
            contents.tags().forEach(tag -> tags.add(MetadefJson.named(tag.name())));
        }
        return json;
    }

    private void show(Exchange exchange) throws IOException {
        Query query = new Query(exchange.parameters());
        query.value("visibility").ifPresent(MetadefBody::visibility);
        Optional<String> resourceType = query.value("resource_type").filter(type -> !type.isEmpty());
        ShownNamespace shown = catalog.show(exchange.context(), exchange.variable(0), resourceType);
        exchange.send(HttpServletResponse.SC_OK, json(shown));
    }

    private static ObjectNode json(ShownNamespace shown) {
        String name = shown.namespace().value().name();
        ObjectNode json = MetadefJson.namespace(shown.namespace());
        if (!shown.objects().isEmpty()) {
            ArrayNode objects = json.putArray("objects");
            shown.objects().forEach(object -> objects.add(MetadefJson.object(name, object)));
        }
        putAssociations(json, shown.associations());
        if (!shown.properties().isEmpty()) {
            ObjectNode properties = json.putObject("properties");
            shown.properties()
                    .forEach(property -> properties.set(
                            property.value().name(),
                            MetadefJson.schema(property.value().schema())));
        }
        if (!shown.tags().isEmpty()) {
            ArrayNode tags = json.putArray("tags");
            shown.tags().forEach(tag -> tags.add(MetadefJson.named(tag.value().name())));
        }
        return json;
    }

    private static void putAssociations(ObjectNode json, List<Recorded<ResourceTypeAssociation>> associations) {
        if (!associations.isEmpty()) {
            ArrayNode array = json.putArray("resource_type_associations");
            associations.forEach(association ->
                    array.add(MetadefJson.times(MetadefJson.association(association.value()), association)));
        }
    }

    private void update(Exchange exchange) throws IOException {
        JsonNode body = exchange.body();
        // Not used (MDN-11), but what is wrong is refused.
        MetadefBody.contents(body);
        Recorded<MetadefNamespace> updated =
                changes.update(exchange.context(), exchange.variable(0), MetadefBody.namespace(body));
        exchange.send(HttpServletResponse.SC_OK, MetadefJson.namespace(updated));
    }

    private void delete(Exchange exchange) {
        changes.delete(exchange.context(), exchange.variable(0));
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
