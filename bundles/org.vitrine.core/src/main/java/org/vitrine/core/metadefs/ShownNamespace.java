package org.vitrine.core.metadefs;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;

/**
 * A namespace with all that it holds (MDN-9).
 *
 * @param namespace itself
 * @param objects in the order in which they were added
 * @param properties in the order in which they were added
 * @param tags newest first
 * @param associations what it is for
 */
public record ShownNamespace(
        Recorded<MetadefNamespace> namespace,
        List<Recorded<MetadefObject>> objects,
        List<Recorded<MetadefProperty>> properties,
        List<Recorded<MetadefTag>> tags,
        List<Recorded<ResourceTypeAssociation>> associations) {

    /** The names as resources of that type have them: with its prefix, if it has one and is associated (MDN-10). */
    ShownNamespace forResourceType(String resourceType) {
        Optional<String> prefix = associations.stream()
                .map(Recorded::value)
                .filter(association -> association.name().equals(resourceType))
                .flatMap(association -> Optional.ofNullable(association.prefix()).stream())
                .findFirst();
        return prefix.map(this::prefixed).orElse(this);
    }

    private ShownNamespace prefixed(String prefix) {
        List<Recorded<MetadefProperty>> renamed = properties.stream()
                .map(found -> new Recorded<>(
                        new MetadefProperty(
                                prefix + found.value().name(), found.value().schema()),
                        found.createdAt(),
                        found.updatedAt()))
                .toList();
        List<Recorded<MetadefObject>> prefixedObjects = objects.stream()
                .map(found -> new Recorded<>(found.value().prefixed(prefix), found.createdAt(), found.updatedAt()))
                .toList();
        return new ShownNamespace(namespace, prefixedObjects, renamed, tags, associations);
    }
}
