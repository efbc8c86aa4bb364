package org.vitrine.domain.task;

import java.util.Locale;
import java.util.Optional;

/** By what tasks are filtered and sorted (TASK-11). The wire name is the lower-case constant. */
public enum TaskColumn {
    /** {@link Task#id()}. */
    ID(false),
    /** {@link Task#type()}. */
    TYPE(false),
    /** {@link Task#status()}, by its wire name. */
    STATUS(false),
    /** {@link Task#owner()}. */
    OWNER(false),
    /** {@link Task#imageId()}. */
    IMAGE_ID(false),
    /** {@link Task#requestId()}. */
    REQUEST_ID(false),
    /** {@link Task#userId()}. */
    USER_ID(false),
    /** {@link Task#expiresAt()}. */
    EXPIRES_AT(true),
    /** {@link Task#createdAt()}. */
    CREATED_AT(true),
    /** {@link Task#updatedAt()}. */
    UPDATED_AT(true);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final boolean time;

    TaskColumn(boolean time) {
        this.time = time;
    }

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** Whether the values are times; else they are text. */
    public boolean isTime() {
        return time;
    }

    /** The column of that wire name, or empty. */
    public static Optional<TaskColumn> of(String wireName) {
        for (TaskColumn column : values()) {
            if (column.wireName.equals(wireName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
