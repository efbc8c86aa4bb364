package org.vitrine.domain.task;

import java.time.Instant;

/** A condition of a list of tasks: a column equals a value. */
public sealed interface TaskFilter {
    /** Which column. */
    TaskColumn column();

    /**
     * A column with text.
     *
     * @param column not one of times
     * @param value compared exactly
     */
    record Text(TaskColumn column, String value) implements TaskFilter {}

    /**
     * A column with times.
     *
     * @param column one of times
     * @param value compared exactly
     */
    record Time(TaskColumn column, Instant value) implements TaskFilter {}
}
