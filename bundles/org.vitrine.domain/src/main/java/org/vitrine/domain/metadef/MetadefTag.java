package org.vitrine.domain.metadef;

import java.util.Objects;

/**
 * A word that may be put on resources.
 *
 * @param name the word
 */
public record MetadefTag(String name) implements MetadefItem {
    /** Checks that nothing is null. */
    public MetadefTag {
        Objects.requireNonNull(name);
    }
}
