package org.vitrine.rest.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.data.ImageStaging;
import org.vitrine.core.importing.ImageImport;
import org.vitrine.core.importing.ImportRequest;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.OctetBody;
import org.vitrine.rest.http.Route;

/** Staging and importing (contract sections 15.4 and 16). */
@Component(service = ImportResource.class)
public final class ImportResource {
    private final ImageImport imports;
    private final ImageStaging staging;
    private final StageHost stageHost;

    /** Calls the use cases. */
    @Activate
    public ImportResource(
            @Reference ImageImport imports, @Reference ImageStaging staging, @Reference StageHost stageHost) {
        this.imports = imports;
        this.staging = staging;
        this.stageHost = stageHost;
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(
                new Route("/v2/images/{}/stage").on("PUT", this::stage),
                new Route("/v2/images/{}/import").on("POST", this::start),
                new Route("/v2/info/import").withoutBody("GET", this::methods));
    }

    private void stage(Exchange exchange) {
        staging.requireEnabled();
        OctetBody.require(exchange);
        staging.stage(
                exchange.context(),
                exchange.variable(0),
                OctetBody.announcedSize(exchange),
                exchange.request()::getInputStream);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void start(Exchange exchange) throws IOException {
        JsonNode body = exchange.body();
        ImportRequest request = ImportBody.read(body, exchange.header("x-image-meta-store"));
        imports.requireEnabled(request.method());
        Optional<String> elsewhere = imports.start(exchange.context(), exchange.variable(0), request);
        if (elsewhere.isPresent()) {
            stageHost.forward(
                    exchange, elsewhere.get(), Optional.of(Json.bytes(body)), HttpServletResponse.SC_ACCEPTED);
        } else {
            exchange.send(HttpServletResponse.SC_ACCEPTED);
        }
    }

    private void methods(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode value = body.putObject("import-methods")
                .put("description", "Import methods available.")
                .put("type", "array")
                .putArray("value");
        imports.methods().forEach(value::add);
        exchange.send(HttpServletResponse.SC_OK, body);
    }
}
