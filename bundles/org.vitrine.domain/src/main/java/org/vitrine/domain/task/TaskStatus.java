package org.vitrine.domain.task;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The life of a task (TASK-8). The wire name is the lower-case constant. */
public enum TaskStatus {
    /** Nobody works on it yet. */
    PENDING,
    /** Somebody works on it. */
    PROCESSING,
    /** It is done and has a result. */
    SUCCESS,
    /** It came to nothing; the message says why. */
    FAILURE;

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private Set<TaskStatus> next;

    static {
        PENDING.next = EnumSet.of(PROCESSING, FAILURE);
        PROCESSING.next = EnumSet.of(SUCCESS, FAILURE);
        SUCCESS.next = EnumSet.noneOf(TaskStatus.class);
        FAILURE.next = EnumSet.noneOf(TaskStatus.class);
    }

    /** The name in the API and in the database. */
    public String wireName() {
        return wireName;
    }

    /** Whether a task of this status may go to {@code target}. Never true for the same status. */
    public boolean mayBecome(TaskStatus target) {
        return next.contains(target);
    }

    /** The status of that wire name, or empty. */
    public static Optional<TaskStatus> of(String wireName) {
        for (TaskStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
