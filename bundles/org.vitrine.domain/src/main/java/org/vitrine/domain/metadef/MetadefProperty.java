package org.vitrine.domain.metadef;

import java.util.Objects;

/**
 * A property that resources may have.
 *
 * @param name without the prefix that a resource type may add
 * @param schema what values it takes
 */
public record MetadefProperty(String name, PropertySchema schema) implements MetadefItem {
    /** Checks that nothing is null. */
    public MetadefProperty {
        Objects.requireNonNull(name);
        Objects.requireNonNull(schema);
    }
}
