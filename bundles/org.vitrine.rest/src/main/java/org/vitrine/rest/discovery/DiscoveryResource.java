package org.vitrine.rest.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.discovery.ShownStore;
import org.vitrine.core.discovery.StoreCatalog;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.schemas.Schemas;

/** {@code /v2/info} and {@code /v2/schemas} (contract sections 16.7 and 23). */
@Component(service = DiscoveryResource.class)
public final class DiscoveryResource {
    private final StoreCatalog stores;
    private final ProjectQuota quota;
    private final Schemas schemas;

    /** Calls the use cases. */
    @Activate
    public DiscoveryResource(
            @Reference StoreCatalog stores, @Reference ProjectQuota quota, @Reference Schemas schemas) {
        this.stores = stores;
        this.quota = quota;
        this.schemas = schemas;
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(
                new Route("/v2/info/stores").withoutBody("GET", exchange -> stores(exchange, false)),
                new Route("/v2/info/stores/detail").withoutBody("GET", exchange -> stores(exchange, true)),
                new Route("/v2/info/usage").on("GET", this::usage).orElseNotFound(),
                new Route("/v2/schemas/image")
                        .withoutBody("GET", e -> e.send(HttpServletResponse.SC_OK, schemas.image())),
                new Route("/v2/schemas/images")
                        .withoutBody("GET", e -> e.send(HttpServletResponse.SC_OK, schemas.images())),
                new Route("/v2/schemas/member")
                        .withoutBody("GET", e -> e.send(HttpServletResponse.SC_OK, schemas.member())),
                new Route("/v2/schemas/members")
                        .withoutBody("GET", e -> e.send(HttpServletResponse.SC_OK, schemas.members())));
    }

    /** DISC-5. */
    private void usage(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode usage = body.putObject("usage");
        quota.report(exchange.context())
                .forEach((resource, standing) -> usage.putObject(resource.wireName())
                        .put("usage", standing.usage())
                        .put("limit", standing.limit()));
        exchange.send(HttpServletResponse.SC_OK, body);
    }

    private void stores(Exchange exchange, boolean detail) throws IOException {
        List<ShownStore> shown = detail ? stores.detail(exchange.context()) : stores.list(exchange.context());
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode list = body.putArray("stores");
        for (ShownStore store : shown) {
            ObjectNode entry = list.addObject().put("id", store.id());
            store.description().ifPresent(text -> entry.put("description", text));
            if (store.isDefault()) {
                entry.put("default", "true");
            }
            if (store.readOnly()) {
                entry.put("read-only", "true");
            }
            if (detail) {
                entry.put("type", store.type()).put("weight", store.weight());
                entry.set("properties", Json.mapper().valueToTree(store.properties()));
            }
        }
        exchange.send(HttpServletResponse.SC_OK, body);
    }
}
