package org.vitrine.core.metadefs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageSettings;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;

/** Showing and listing namespaces and resource types (contract sections 24.2 and 24.3). */
@Component(service = NamespaceCatalog.class)
public final class NamespaceCatalog {
    private static final List<String> CONTENTS_RULES =
            List.of("list_metadef_resource_types", "get_metadef_objects", "get_metadef_properties", "get_metadef_tags");

    private final MetadefAccess access;
    private final ImageSettings settings;

    /** Uses the drivers of the moment, and the page sizes that all lists share. */
    @Activate
    public NamespaceCatalog(@Reference MetadefAccess access, @Reference ImageSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    /** A page of namespaces. An unknown marker is {@code NOT_FOUND}, one the caller may not see {@code FORBIDDEN} (MDN-7). */
    public NamespacePage list(RequestContext context, NamespaceListRequest request) {
        access.require(context, "get_metadef_namespaces");
        access.require(context, "list_metadef_resource_types");
        int limit = Math.min(request.limit().orElse(settings.limitDefault()), settings.limitMax());
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            request.marker().ifPresent(name -> requireMarker(metadefs, context, name));
            NamespaceQuery query = new NamespaceQuery(
                    context.viewer(),
                    request.visibility(),
                    request.resourceTypes(),
                    request.sort(),
                    request.ascending(),
                    request.marker(),
                    limit);
            List<Recorded<MetadefNamespace>> found = limit == 0 ? List.of() : metadefs.list(query);
            return page(metadefs, context, found, limit);
        }
    }

    private NamespacePage page(
            MetadefRepository metadefs, RequestContext context, List<Recorded<MetadefNamespace>> found, int limit) {
        List<Recorded<MetadefNamespace>> shown = found.stream()
                .filter(namespace -> access.allows(context, "get_metadef_namespace", namespace.value()))
                .toList();
        List<String> names =
                shown.stream().map(namespace -> namespace.value().name()).toList();
        Map<String, List<Recorded<ResourceTypeAssociation>>> associations = metadefs.associationsOf(names);
        List<NamespacePage.Entry> entries = shown.stream()
                .map(namespace -> new NamespacePage.Entry(
                        namespace, associations.getOrDefault(namespace.value().name(), List.of())))
                .toList();
        boolean full = limit > 0 && entries.size() == limit;
        return new NamespacePage(entries, full ? Optional.of(names.get(limit - 1)) : Optional.empty());
    }

    private static void requireMarker(MetadefRepository metadefs, RequestContext context, String name) {
        MetadefNamespace marker =
                metadefs.find(name).map(Recorded::value).orElseThrow(() -> MetadefAccess.notFound(name));
        if (!marker.visibleTo(context.viewer())) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Namespace " + name + " is not visible to you.");
        }
    }

    /** The namespace with all that it holds, named as resources of a type have it, if one is given (MDN-9, MDN-10). */
    public ShownNamespace show(RequestContext context, String name, Optional<String> resourceType) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            Recorded<MetadefNamespace> namespace = access.load(metadefs, context, name);
            access.requireVisible(context, namespace.value());
            CONTENTS_RULES.forEach(rule -> access.require(context, rule, namespace.value()));
            List<Recorded<MetadefTag>> tags = new ArrayList<>(metadefs.tags().list(name));
            Collections.reverse(tags);
            ShownNamespace shown = new ShownNamespace(
                    namespace,
                    metadefs.objects().list(name),
                    metadefs.properties().list(name),
                    tags,
                    metadefs.associations().list(name));
            return resourceType.map(shown::forResourceType).orElse(shown);
        }
    }

    /** All resource types (MDR-1). */
    public List<Recorded<ResourceType>> resourceTypes(RequestContext context) {
        access.require(context, "list_metadef_resource_types");
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().metadefs().resourceTypes();
        }
    }
}
