package org.vitrine.domain.metadef;

import java.util.List;

/**
 * All that a namespace holds.
 *
 * @param objects in order
 * @param properties in order
 * @param tags in order
 * @param associations in order
 */
public record NamespaceContents(
        List<MetadefObject> objects,
        List<MetadefProperty> properties,
        List<MetadefTag> tags,
        List<ResourceTypeAssociation> associations) {
    /** Nothing. */
    public static final NamespaceContents EMPTY = new NamespaceContents(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public NamespaceContents {
        objects = List.copyOf(objects);
        properties = List.copyOf(properties);
        tags = List.copyOf(tags);
        associations = List.copyOf(associations);
    }
}
