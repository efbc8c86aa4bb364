package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletResponse;
import org.vitrine.core.images.StorableText;
import org.vitrine.core.metadefs.ItemKind;
import org.vitrine.core.metadefs.NamespaceItems;
import org.vitrine.core.metadefs.NamespaceTags;
import org.vitrine.core.metadefs.TagListRequest;
import org.vitrine.core.metadefs.TagListRequest.SortKey;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Query;
import org.vitrine.rest.http.Route;

/** {@code /v2/metadefs/namespaces/{namespace}/tags}. */
final class TagResource {
    private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");

    private final NamespaceItems items;
    private final NamespaceTags tags;

    TagResource(NamespaceItems items, NamespaceTags tags) {
        this.items = items;
        this.tags = tags;
    }

    List<Route> routes() {
        String path = MetadefJson.path("{}") + "/tags";
        return List.of(
                new Route(path).on("GET", this::list).on("POST", this::addMany).on("DELETE", this::removeAll),
                new Route(path + "/{}")
                        .withoutBody("GET", this::show)
                        .withoutBody("POST", this::add)
                        .on("PUT", this::update)
                        .withoutBody("DELETE", this::remove));
    }

    private void list(Exchange exchange) throws IOException {
        Query query = new Query(exchange.parameters());
        query.value("visibility").filter(text -> !text.isEmpty()).ifPresent(ItemResource::requireVisibility);
        TagListRequest request = new TagListRequest(
                sortKey(query.value("sort_key").orElse("created_at")),
                query.ascending(),
                query.value("marker").filter(marker -> !marker.isEmpty()),
                query.limit(0));
        List<MetadefTag> found = tags.list(exchange.context(), exchange.variable(0), request).stream()
                .map(Recorded::value)
                .toList();
        exchange.send(HttpServletResponse.SC_OK, names(found));
    }

    private static SortKey sortKey(String name) {
        return switch (name) {
            // By id is in the order of creation.
            case "created_at", "id" -> SortKey.CREATED_AT;
            case "updated_at" -> SortKey.UPDATED_AT;
            case "name" -> SortKey.NAME;
            default -> throw new VitrineException(ErrorKind.INVALID, "Sort key supplied was not valid: " + name);
        };
    }

    private void addMany(Exchange exchange) throws IOException {
        List<MetadefTag> given = MetadefBody.tags(exchange.body());
        boolean append = exchange.header("X-Openstack-Append")
                .map(value -> YES.contains(value.strip().toLowerCase(Locale.ROOT)))
                .orElse(false);
        tags.add(exchange.context(), exchange.variable(0), given, append);
        exchange.send(HttpServletResponse.SC_CREATED, names(given));
    }

    private static ObjectNode names(List<MetadefTag> given) {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode array = body.putArray("tags");
        given.forEach(tag -> array.add(MetadefJson.named(tag.name())));
        return body;
    }

    private void show(Exchange exchange) throws IOException {
        send(
                exchange,
                HttpServletResponse.SC_OK,
                items.show(exchange.context(), exchange.variable(0), ItemKind.TAG, exchange.variable(1)));
    }

    private void add(Exchange exchange) throws IOException {
        String name = Fields.requireName(exchange.variable(1), "tag");
        StorableText.require("tag", name);
        send(
                exchange,
                HttpServletResponse.SC_CREATED,
                items.add(exchange.context(), exchange.variable(0), ItemKind.TAG, new MetadefTag(name)));
    }

    private void update(Exchange exchange) throws IOException {
        MetadefTag after = MetadefBody.tag(exchange.body());
        send(
                exchange,
                HttpServletResponse.SC_OK,
                items.update(exchange.context(), exchange.variable(0), ItemKind.TAG, exchange.variable(1), after));
    }

    private static void send(Exchange exchange, int status, Recorded<MetadefTag> tag) throws IOException {
        exchange.send(status, MetadefJson.times(MetadefJson.named(tag.value().name()), tag));
    }

    private void remove(Exchange exchange) {
        items.remove(exchange.context(), exchange.variable(0), ItemKind.TAG, exchange.variable(1));
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void removeAll(Exchange exchange) {
        items.removeAll(exchange.context(), exchange.variable(0), ItemKind.TAG);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
