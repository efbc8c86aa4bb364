package org.vitrine.core.metadefs;

import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;

/** Creating, replacing and deleting namespaces (contract section 24.2). */
@Component(service = NamespaceChanges.class)
public final class NamespaceChanges {
    private final MetadefAccess access;

    /** Uses the drivers of the moment. */
    @Activate
    public NamespaceChanges(@Reference MetadefAccess access) {
        this.access = access;
    }

    /**
     * Creates a namespace with all that it is to hold, or nothing (MDN-2, MDN-4).
     *
     * @param given with a null owner for the caller's project
     * @param contents what it is to hold
     */
    public Recorded<MetadefNamespace> create(
            RequestContext context, MetadefNamespace given, NamespaceContents contents) {
        access.requireWriter(context);
        access.require(context, "add_metadef_namespace");
        requireContents(context, contents);
        MetadefNamespace namespace = owned(context, given);
        Instant now = ImageAccess.now();
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            lease.get().inTransaction(() -> {
                metadefs.create(namespace, now);
                fill(metadefs, namespace.name(), contents, now);
                return null;
            });
        }
        return new Recorded<>(namespace, now, now);
    }

    private void requireContents(RequestContext context, NamespaceContents contents) {
        if (!contents.associations().isEmpty()) {
            access.require(context, "add_metadef_resource_type_association");
        }
        if (!contents.objects().isEmpty()) {
            access.require(context, "add_metadef_object");
        }
        if (!contents.properties().isEmpty()) {
            access.require(context, "add_metadef_property");
        }
        if (!contents.tags().isEmpty()) {
            access.require(context, "add_metadef_tag");
        }
    }

    static void fill(MetadefRepository metadefs, String namespace, NamespaceContents contents, Instant now) {
        metadefs.associations().add(namespace, contents.associations(), now);
        metadefs.objects().add(namespace, contents.objects(), now);
        metadefs.tags().add(namespace, contents.tags(), now);
        metadefs.properties().add(namespace, contents.properties(), now);
    }

    /** Replaces a namespace, its name too, and leaves what it holds (MDN-11). {@code given} as in {@link #create}. */
    public Recorded<MetadefNamespace> update(RequestContext context, String name, MetadefNamespace given) {
        access.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            Recorded<MetadefNamespace> before = access.load(metadefs, context, name);
            access.require(context, "modify_metadef_namespace", before.value());
            Recorded<MetadefNamespace> after =
                    new Recorded<>(owned(context, given), before.createdAt(), ImageAccess.now());
            if (!metadefs.update(name, after.value(), after.updatedAt())) {
                throw MetadefAccess.notFound(name);
            }
            return after;
        }
    }

    /** Deletes a namespace with all that it holds (MDN-12); {@code FORBIDDEN} while it is protected (MD-8). */
    public void delete(RequestContext context, String name) {
        access.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            MetadefNamespace namespace = access.load(metadefs, context, name).value();
            access.require(context, "delete_metadef_namespace", namespace);
            namespace.requireDeletable("namespace " + name);
            if (!metadefs.delete(name)) {
                throw MetadefAccess.notFound(name);
            }
        }
    }

    private static MetadefNamespace owned(RequestContext context, MetadefNamespace given) {
        String owner = given.owner() == null ? context.projectId() : given.owner();
        return new MetadefNamespace(
                given.name(), given.displayName(), given.description(), given.visibility(), given.isProtected(), owner);
    }
}
