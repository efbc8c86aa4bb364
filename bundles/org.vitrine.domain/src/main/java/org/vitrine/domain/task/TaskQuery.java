package org.vitrine.domain.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.image.Viewer;

/**
 * What a list of tasks asks for (TASK-11, TASK-14).
 *
 * @param viewer through whose eyes; one that is no administrator sees tasks of its project alone
 * @param filters all must hold
 * @param sort by what; then by {@code created_at} and {@code id}; nulls sort lowest
 * @param ascending true for asc, false for desc, of all keys
 * @param marker id of the task after which the page starts; it need not match the filters
 * @param limit how many at most, 0 or more
 * @param now tasks that expired before are left out (TASK-24)
 */
public record TaskQuery(
        Viewer viewer,
        List<TaskFilter> filters,
        TaskColumn sort,
        boolean ascending,
        Optional<String> marker,
        int limit,
        Instant now) {
    /** Copies the list. */
    public TaskQuery {
        filters = List.copyOf(filters);
    }
}
