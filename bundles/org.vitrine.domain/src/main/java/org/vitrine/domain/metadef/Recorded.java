package org.vitrine.domain.metadef;

import java.time.Instant;
import java.util.Objects;

/**
 * A definition with the times of its record.
 *
 * @param value what is recorded
 * @param createdAt UTC
 * @param updatedAt UTC, or null: what Glance loads from files has none until it is changed
 * @param <T> the kind of definition
 */
public record Recorded<T>(T value, Instant createdAt, Instant updatedAt) {
    /** Checks what may not be null. */
    public Recorded {
        Objects.requireNonNull(value);
        Objects.requireNonNull(createdAt);
    }
}
