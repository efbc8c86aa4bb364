package org.vitrine.spi.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of data before it is written.
 *
 * @param size bytes, as announced; a hint and no promise
 * @param projectId whose image it is, for stores that keep data by project
 */
public record WriteHints(OptionalLong size, Optional<String> projectId) {
    /** Nothing is known. */
    public static final WriteHints NONE = new WriteHints(OptionalLong.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public WriteHints {
        Objects.requireNonNull(size);
        Objects.requireNonNull(projectId);
    }
}
