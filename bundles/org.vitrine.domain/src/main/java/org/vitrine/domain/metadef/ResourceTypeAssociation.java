package org.vitrine.domain.metadef;

import java.util.Objects;

/**
 * A namespace is for resources of a type.
 *
 * @param name of the resource type, such as {@code OS::Glance::Image}
 * @param prefix comes before the names of the namespace's properties on such resources, with its separator (MDR-5); or
 *     null
 * @param propertiesTarget which of several sets of properties that such resources have; or null
 */
public record ResourceTypeAssociation(String name, String prefix, String propertiesTarget) implements MetadefItem {
    /** Checks what may not be null. */
    public ResourceTypeAssociation {
        Objects.requireNonNull(name);
    }
}
