package org.vitrine.rest.images;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.discovery.StoreCatalog;
import org.vitrine.core.images.ImageActions;
import org.vitrine.core.images.ImageCatalog;
import org.vitrine.core.images.ImageCreation;
import org.vitrine.core.images.ImageDeletion;
import org.vitrine.core.images.ImagePage;
import org.vitrine.core.images.ImageTags;
import org.vitrine.core.images.ImageUpdate;
import org.vitrine.core.images.ShownImage;
import org.vitrine.core.images.StorableText;
import org.vitrine.core.importing.ImageImport;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Parameter;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.importing.StageHost;
import org.vitrine.rest.schemas.Schemas;

/** {@code /v2/images} but for data and members. */
@Component(service = ImageResource.class)
public final class ImageResource {
    private static final Logger LOG = LoggerFactory.getLogger(ImageResource.class);
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";
    private static final String OLD_PATCH = "application/openstack-images-v2.0-json-patch";
    private static final int TAG_LENGTH = 255;

    private final ImageCatalog catalog;
    private final ImageCreation creation;
    private final ImageUpdate update;
    private final ImageDeletion deletion;
    private final ImageTags tags;
    private final ImageActions actions;
    private final ImageImport imports;
    private final StageHost stageHost;
    private final StoreCatalog stores;
    private final Schemas schemas;
    private final ImageJson json;

    /** Calls the use cases. */
    @Activate
    public ImageResource(
            @Reference ImageCatalog catalog,
            @Reference ImageCreation creation,
            @Reference ImageUpdate update,
            @Reference ImageDeletion deletion,
            @Reference ImageTags tags,
            @Reference ImageActions actions,
            @Reference ImageImport imports,
            @Reference StageHost stageHost,
            @Reference StoreCatalog stores,
            @Reference Schemas schemas) {
        this.catalog = catalog;
        this.creation = creation;
        this.update = update;
        this.deletion = deletion;
        this.tags = tags;
        this.actions = actions;
        this.imports = imports;
        this.stageHost = stageHost;
        this.stores = stores;
        this.schemas = schemas;
        json = new ImageJson(schemas::isKnown);
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(
                new Route("/v2/images").on("GET", this::list).on("POST", this::create),
                new Route("/v2/images/{}")
                        .withoutBody("GET", this::show)
                        .on("PATCH", this::patch)
                        .withoutBody("DELETE", this::delete),
                new Route("/v2/images/{}/tags/{}")
                        .withoutBody("PUT", this::addTag)
                        .withoutBody("DELETE", this::removeTag),
                new Route("/v2/images/{}/actions/deactivate").withoutBody("POST", this::deactivate),
                new Route("/v2/images/{}/actions/reactivate").withoutBody("POST", this::reactivate),
                new Route("/v2/stores/{}/{}").withoutBody("DELETE", this::deleteFromStore));
    }

    private void list(Exchange exchange) throws IOException {
        List<Parameter> parameters = exchange.parameters();
        ImagePage page = catalog.list(exchange.context(), ListParameters.parse(parameters));
        String query = Parameter.format(ListParameters.inForce(parameters));
        String first = "/v2/images" + (query.isEmpty() ? "" : "?" + query);
        String next = page.nextMarker()
                .map(marker -> "/v2/images?" + (query.isEmpty() ? "" : query + "&") + "marker=" + marker)
                .orElse(null);
        exchange.send(HttpServletResponse.SC_OK, json.page(page, first, next));
    }

    private void create(Exchange exchange) throws IOException {
        ShownImage image = creation.create(exchange.context(), NewImageBody.read(exchange.uncheckedBody(), schemas));
        HttpServletResponse response = exchange.response();
        response.setHeader(
                "Location", exchange.absolute("/v2/images/" + image.image().id()));
        List<String> methods = imports.methods();
        if (!methods.isEmpty()) {
            response.setHeader("OpenStack-image-import-methods", String.join(",", methods));
        }
        if (stores.multiStore()) {
            response.setHeader("OpenStack-image-store-ids", String.join(",", stores.ids()));
        }
        exchange.send(HttpServletResponse.SC_CREATED, json.image(image));
    }

    private void show(Exchange exchange) throws IOException {
        exchange.send(HttpServletResponse.SC_OK, json.image(catalog.show(exchange.context(), exchange.variable(0))));
    }

    private void patch(Exchange exchange) throws IOException {
        String type = exchange.mediaType();
        if (!type.equals(PATCH) && !type.equals(OLD_PATCH)) {
            exchange.response().setHeader("Accept-Patch", OLD_PATCH + ", " + PATCH);
            throw new VitrineException(
                    ErrorKind.UNSUPPORTED_MEDIA_TYPE,
                    "The request media type '" + type + "' is not supported; those of a JSON patch are.");
        }
        PatchBody body = new PatchBody(schemas, type.equals(OLD_PATCH));
        ShownImage image = update.update(exchange.context(), exchange.variable(0), body.read(exchange.uncheckedBody()));
        exchange.send(HttpServletResponse.SC_OK, json.image(image));
    }

    private void delete(Exchange exchange) throws IOException {
        Optional<String> elsewhere = imports.stagedElsewhere(exchange.context(), exchange.variable(0));
        if (elsewhere.isPresent() && deletedThere(exchange, elsewhere.get())) {
            return;
        }
        deletion.delete(exchange.context(), exchange.variable(0));
        noContent(exchange);
    }

    /** Where the node that has the staged data cannot be reached, the image is deleted here, and the data stays (PROXY-5). */
    private boolean deletedThere(Exchange exchange, String host) throws IOException {
        try {
            stageHost.forward(exchange, host, Optional.empty(), HttpServletResponse.SC_NO_CONTENT);
            return true;
        } catch (VitrineException e) {
            LOG.warn("image {}: the node that has its staged data cannot be reached", exchange.variable(0), e);
            return false;
        }
    }

    private void addTag(Exchange exchange) {
        String tag = exchange.variable(1);
        StorableText.require("tag", tag);
        if (tag.length() > TAG_LENGTH) {
            throw new VitrineException(
                    ErrorKind.INVALID, "A tag must not be longer than " + TAG_LENGTH + " characters.");
        }
        tags.add(exchange.context(), exchange.variable(0), tag);
        noContent(exchange);
    }

    private void removeTag(Exchange exchange) {
        tags.remove(exchange.context(), exchange.variable(0), exchange.variable(1));
        noContent(exchange);
    }

    private void deactivate(Exchange exchange) {
        actions.deactivate(exchange.context(), exchange.variable(0));
        noContent(exchange);
    }

    private void reactivate(Exchange exchange) {
        actions.reactivate(exchange.context(), exchange.variable(0));
        noContent(exchange);
    }

    private void deleteFromStore(Exchange exchange) {
        stores.deleteFrom(exchange.context(), exchange.variable(0), exchange.variable(1));
        noContent(exchange);
    }

    private static void noContent(Exchange exchange) {
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
