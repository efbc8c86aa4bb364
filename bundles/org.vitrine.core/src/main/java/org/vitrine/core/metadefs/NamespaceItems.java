package org.vitrine.core.metadefs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;

/** What namespaces hold, one recipe for all kinds (contract sections 24.3 to 24.6). */
@Component(service = NamespaceItems.class)
public final class NamespaceItems {
    private final MetadefAccess access;

    /** Uses the drivers of the moment. */
    @Activate
    public NamespaceItems(@Reference MetadefAccess access) {
        this.access = access;
    }

    /** All of a namespace, in the order in which they were added. */
    public <T extends MetadefItem> List<Recorded<T>> list(RequestContext context, String namespace, ItemKind<T> kind) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            MetadefNamespace found =
                    require(metadefs, context, namespace, kind.rules().list());
            boolean none = kind.rules().showEach()
                    && !access.allows(context, kind.rules().show(), found);
            return none ? List.of() : kind.of(metadefs).list(namespace);
        }
    }

    /** One of them. */
    public <T extends MetadefItem> Recorded<T> show(
            RequestContext context, String namespace, ItemKind<T> kind, String name) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            require(metadefs, context, namespace, kind.rules().show());
            return find(metadefs, namespace, kind, name);
        }
    }

    /**
     * A property by the name that resources of a type give it: the type's prefix, then the property's own name.
     * {@code NOT_FOUND} when the namespace is not for that type, or the name does not begin with its prefix (MDP-5).
     */
    public Recorded<MetadefProperty> showProperty(
            RequestContext context, String namespace, String resourceType, String name) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            MetadefNamespace found = require(
                    metadefs, context, namespace, ItemKind.PROPERTY.rules().show());
            access.require(context, ItemKind.ASSOCIATION.rules().show(), found);
            ResourceTypeAssociation association = find(metadefs, namespace, ItemKind.ASSOCIATION, resourceType)
                    .value();
            String prefix = Optional.ofNullable(association.prefix()).orElse("");
            if (prefix.isEmpty() || !name.startsWith(prefix)) {
                throw new VitrineException(
                        ErrorKind.NOT_FOUND,
                        "Property " + name + " does not start with the prefix '" + prefix
                                + "' that resources of the type " + resourceType + " have.");
            }
            return find(metadefs, namespace, ItemKind.PROPERTY, name.substring(prefix.length()));
        }
    }

    /** Adds one; {@code CONFLICT} when its name is taken. Protection does not matter (MD-8). */
    public <T extends MetadefItem> Recorded<T> add(RequestContext context, String namespace, ItemKind<T> kind, T item) {
        access.requireWriter(context);
        Instant now = ImageAccess.now();
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            require(metadefs, context, namespace, kind.rules().add());
            kind.of(metadefs).add(namespace, List.of(item), now);
        }
        return new Recorded<>(item, now, now);
    }

    /** Replaces one, its name too; {@code CONFLICT} when the new name is taken. */
    public <T extends MetadefItem> Recorded<T> update(
            RequestContext context, String namespace, ItemKind<T> kind, String name, T after) {
        access.requireWriter(context);
        Instant now = ImageAccess.now();
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            require(metadefs, context, namespace, kind.rules().modify());
            Recorded<T> before = find(metadefs, namespace, kind, name);
            if (!kind.of(metadefs).update(namespace, name, after, now)) {
                throw kind.notFound(name);
            }
            return new Recorded<>(after, before.createdAt(), now);
        }
    }

    /** Removes one; {@code FORBIDDEN} while the namespace is protected (MD-8). */
    public <T extends MetadefItem> void remove(
            RequestContext context, String namespace, ItemKind<T> kind, String name) {
        access.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            MetadefNamespace found =
                    require(metadefs, context, namespace, kind.rules().remove());
            find(metadefs, namespace, kind, name);
            found.requireDeletable(kind.named(name));
            if (!kind.of(metadefs).remove(namespace, name)) {
                throw kind.notFound(name);
            }
        }
    }

    /** Removes all of a namespace; {@code FORBIDDEN} while it is protected (MD-8). */
    public <T extends MetadefItem> void removeAll(RequestContext context, String namespace, ItemKind<T> kind) {
        access.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            MetadefNamespace found = access.load(metadefs, context, namespace).value();
            kind.rules().removeAll().forEach(rule -> access.require(context, rule, found));
            found.requireDeletable("namespace " + namespace);
            kind.of(metadefs).removeAll(namespace);
        }
    }

    private MetadefNamespace require(
            MetadefRepository metadefs, RequestContext context, String namespace, String rule) {
        MetadefNamespace found = access.load(metadefs, context, namespace).value();
        access.require(context, rule, found);
        return found;
    }

    private static <T extends MetadefItem> Recorded<T> find(
            MetadefRepository metadefs, String namespace, ItemKind<T> kind, String name) {
        MetadefItems<T> items = kind.of(metadefs);
        return items.find(namespace, name).orElseThrow(() -> kind.notFound(name));
    }
}
