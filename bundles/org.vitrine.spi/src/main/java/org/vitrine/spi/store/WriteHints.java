package org.vitrine.spi.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of data before it is written.
 *
 * @param size bytes, as announced; a hint and no promise
 * @param projectId whose image it is, for stores that keep data by project
 * @param furtherCopy whether another store has the same data, or gets it at the same time, so that nobody need read this
 *     copy soon
 */
public record WriteHints(OptionalLong size, Optional<String> projectId, boolean furtherCopy) {
    /** Nothing is known. */
    public static final WriteHints NONE = new WriteHints(OptionalLong.empty(), Optional.empty());

    /** Hints at the only copy, or the first one. */
    public WriteHints(OptionalLong size, Optional<String> projectId) {
        this(size, projectId, false);
    }

    /** Checks that nothing is null. */
    public WriteHints {
        Objects.requireNonNull(size);
        Objects.requireNonNull(projectId);
    }
}
