package org.vitrine.rest.metadefs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.metadefs.NamespaceCatalog;
import org.vitrine.core.metadefs.NamespaceChanges;
import org.vitrine.core.metadefs.NamespaceItems;
import org.vitrine.core.metadefs.NamespaceTags;
import org.vitrine.rest.http.Route;

/** {@code /v2/metadefs} and {@code /v2/schemas/metadefs} (contract sections 23 and 24). */
@Component(service = MetadefResources.class)
public final class MetadefResources {
    private final List<Route> routes = new ArrayList<>();

    /** Calls the use cases. */
    @Activate
    public MetadefResources(
            @Reference NamespaceCatalog catalog,
            @Reference NamespaceChanges changes,
            @Reference NamespaceItems items,
            @Reference NamespaceTags tags)
            throws IOException {
        routes.addAll(new NamespaceResource(catalog, changes).routes());
        routes.addAll(new ItemResource(items).routes());
        routes.addAll(new TagResource(items, tags).routes());
        routes.addAll(new MetadefSchemas().routes());
    }

    /** All routes about metadata definitions. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }
}
