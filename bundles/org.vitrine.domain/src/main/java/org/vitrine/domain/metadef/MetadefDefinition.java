package org.vitrine.domain.metadef;

import java.util.Objects;

/**
 * A namespace with all that it holds: what one definition file says (DB-75).
 *
 * @param namespace the namespace itself
 * @param contents what it holds
 */
public record MetadefDefinition(MetadefNamespace namespace, NamespaceContents contents) {
    /** Checks that nothing is null. */
    public MetadefDefinition {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(contents);
    }
}
