package org.vitrine.domain.metadef;

import java.util.Objects;

/**
 * A kind of resource (DB-21).
 *
 * @param name such as {@code OS::Nova::Flavor}
 * @param isProtected whether it came with the standard definitions
 */
public record ResourceType(String name, boolean isProtected) {
    /** Checks that nothing is null. */
    public ResourceType {
        Objects.requireNonNull(name);
    }
}
