package org.vitrine.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.edge.api.ApiHandler;
import org.vitrine.rest.data.DataResource;
import org.vitrine.rest.discovery.DiscoveryResource;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.http.Router;
import org.vitrine.rest.images.ImageResource;
import org.vitrine.rest.importing.ImportResource;
import org.vitrine.rest.members.MemberResource;
import org.vitrine.rest.metadefs.MetadefResources;
import org.vitrine.rest.tasks.TaskResource;
import org.vitrine.spi.driver.Drain;

/** All routes of the API. Leaves when the requests in hand are answered. */
@Component(service = ApiHandler.class)
public final class ImageApi implements ApiHandler {
    private final Drain drain = new Drain();
    private final Router router;

    /** Gathers the routes. */
    @Activate
    public ImageApi(
            @Reference DiscoveryResource discovery,
            @Reference ImageResource images,
            @Reference DataResource data,
            @Reference ImportResource imports,
            @Reference MemberResource members,
            @Reference TaskResource tasks,
            @Reference MetadefResources metadefs) {
        List<Route> routes = new ArrayList<>(images.routes());
        routes.addAll(data.routes());
        routes.addAll(imports.routes());
        routes.addAll(members.routes());
        routes.addAll(tasks.routes());
        routes.addAll(metadefs.routes());
        routes.addAll(discovery.routes());
        router = new Router(routes);
    }

    @Deactivate
    void deactivate() {
        drain.close(DRAIN_TIMEOUT);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        router.answer(request, response);
    }
}
