package org.vitrine.core.metadefs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.metadef.MetadefDefinition;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;

/**
 * Loads, unloads and exports whole definitions for an operator (CLI-MGR-8, CLI-MGR-9 of the operator contract). Asks no
 * policy: who reaches the server's console may. Reading and writing files is the caller's.
 */
@Component(service = MetadefLoading.class, configurationPid = "org.vitrine.core.metadefs")
@Designate(ocd = MetadefLoading.MetadefsConfig.class)
public final class MetadefLoading {
    @ObjectClassDefinition(name = "Vitrine metadata definitions")
    @interface MetadefsConfig {
        @AttributeDefinition(
                description = "Where the definition files are that are loaded when no other place is named.")
        String metadata_source_path() default "etc/metadefs";
    }

    private static final String DEFAULT_OWNER = "admin";
    private static final NamespaceQuery EVERYTHING = new NamespaceQuery(
            Viewer.SERVER,
            Optional.empty(),
            Optional.empty(),
            NamespaceQuery.SortKey.NAMESPACE,
            true,
            Optional.empty(),
            Integer.MAX_VALUE);

    private final CurrentRepository repositories;
    private volatile Path source;

    /** What becomes of a namespace that is there already. */
    public enum Existing {
        /** It stays as it is. */
        SKIP,
        /** What it lacks is added. */
        MERGE,
        /** What it lacks is added, and what it has of what is given is replaced. */
        PREFER_NEW,
        /** It is deleted and created anew. */
        OVERWRITE
    }

    /** What came of a definition. */
    public enum Outcome {
        /** The namespace was not there. */
        CREATED,
        /** It was there and stays as it was. */
        SKIPPED,
        /** What it lacked was added. */
        MERGED,
        /** What it lacked was added, the rest replaced. */
        UPDATED,
        /** It was deleted and created anew. */
        OVERWRITTEN
    }

    /** Reads the configuration. */
    @Activate
    public MetadefLoading(@Reference CurrentRepository repositories, MetadefsConfig config) {
        this.repositories = repositories;
        modified(config);
    }

    @Modified
    void modified(MetadefsConfig config) {
        if (config.metadata_source_path().isBlank()) {
            throw new IllegalArgumentException("metadata.source.path must name a directory or file");
        }
        source = Path.of(config.metadata_source_path().trim());
    }

    /** The directory or file to load from, and the directory to export to, when no other is named. */
    public Path source() {
        return source;
    }

    /** Loads one definition, all of it or nothing. Loading it again with the same outcome in mind changes nothing. */
    public Outcome load(MetadefDefinition definition, Existing existing) {
        Instant now = ImageAccess.now();
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            MetadefRepository metadefs = lease.get().metadefs();
            return lease.get().inTransaction(() -> load(metadefs, owned(definition), existing, now));
        }
    }

    private static Outcome load(
            MetadefRepository metadefs, MetadefDefinition definition, Existing existing, Instant now) {
        String name = definition.namespace().name();
        boolean there = metadefs.find(name).isPresent();
        if (there && existing == Existing.SKIP) {
            return Outcome.SKIPPED;
        }
        definition
                .contents()
                .associations()
                .forEach(association -> metadefs.addResourceType(new ResourceType(association.name(), true), now));
        if (there && existing != Existing.OVERWRITE) {
            boolean replace = existing == Existing.PREFER_NEW;
            if (replace) {
                metadefs.update(name, definition.namespace(), now);
            }
            merge(metadefs, name, definition.contents(), replace, now);
            return replace ? Outcome.UPDATED : Outcome.MERGED;
        }
        if (there) {
            metadefs.delete(name);
        }
        metadefs.create(definition.namespace(), now);
        NamespaceChanges.fill(metadefs, name, definition.contents(), now);
        return there ? Outcome.OVERWRITTEN : Outcome.CREATED;
    }

    private static void merge(
            MetadefRepository metadefs, String name, NamespaceContents contents, boolean replace, Instant now) {
        merge(metadefs.associations(), name, contents.associations(), replace, now);
        merge(metadefs.properties(), name, contents.properties(), replace, now);
        merge(metadefs.objects(), name, contents.objects(), replace, now);
        merge(metadefs.tags(), name, contents.tags(), replace, now);
    }

    private static <T extends MetadefItem> void merge(
            MetadefItems<T> items, String namespace, List<T> given, boolean replace, Instant now) {
        for (T item : given) {
            Optional<Recorded<T>> found = items.find(namespace, item.name());
            if (found.isEmpty()) {
                items.add(namespace, List.of(item), now);
            } else if (replace && !found.get().value().equals(item)) {
                items.update(namespace, item.name(), item, now);
            }
        }
    }

    private static MetadefDefinition owned(MetadefDefinition definition) {
        MetadefNamespace given = definition.namespace();
        if (given.owner() != null) {
            return definition;
        }
        MetadefNamespace owned = new MetadefNamespace(
                given.name(),
                given.displayName(),
                given.description(),
                given.visibility(),
                given.isProtected(),
                DEFAULT_OWNER);
        return new MetadefDefinition(owned, definition.contents());
    }

    /** Deletes all metadata definitions, those that clients made too. */
    public void unload() {
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            MetadefRepository metadefs = lease.get().metadefs();
            lease.get().inTransaction(() -> {
                metadefs.clear();
                return null;
            });
        }
    }

    /** Hands out all definitions by name, each as it is when its turn comes. */
    public void export(Consumer<MetadefDefinition> receiver) {
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            MetadefRepository metadefs = lease.get().metadefs();
            metadefs.list(EVERYTHING).forEach(namespace -> receiver.accept(definition(metadefs, namespace.value())));
        }
    }

    private static MetadefDefinition definition(MetadefRepository metadefs, MetadefNamespace namespace) {
        return new MetadefDefinition(
                namespace,
                new NamespaceContents(
                        values(metadefs.objects(), namespace.name()),
                        values(metadefs.properties(), namespace.name()),
                        values(metadefs.tags(), namespace.name()),
                        values(metadefs.associations(), namespace.name())));
    }

    private static <T extends MetadefItem> List<T> values(MetadefItems<T> items, String namespace) {
        return items.list(namespace).stream().map(Recorded::value).toList();
    }
}
