package org.vitrine.rest.tasks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.vitrine.core.tasks.TaskListRequest;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskFilter;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.rest.http.Query;

/** Reads the query of a list of tasks (TASK-11, TASK-12). */
final class TaskParameters {
    private static final Pattern UUID_LIKE = Pattern.compile("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");
    /** Columns that are the same for all tasks that live. */
    private static final Set<String> CONSTANT = Set.of("deleted", "deleted_at");

    private TaskParameters() {}

    static TaskListRequest parse(Query query) {
        Optional<String> marker = query.value("marker");
        if (marker.filter(id -> !UUID_LIKE.matcher(id).matches()).isPresent()) {
            throw invalid("Invalid marker format");
        }
        return new TaskListRequest(
                filters(query),
                sortKey(query.value("sort_key").orElse("created_at")),
                query.ascending(),
                marker,
                query.limit(0));
    }

    private static List<TaskFilter> filters(Query query) {
        List<TaskFilter> filters = new ArrayList<>();
        for (TaskColumn column : TaskColumn.values()) {
            query.value(column.wireName()).ifPresent(value -> filters.add(filter(column, value)));
        }
        return filters;
    }

    private static TaskFilter filter(TaskColumn column, String value) {
        if (column == TaskColumn.STATUS
                && !value.isEmpty()
                && TaskStatus.of(value).isEmpty()) {
            throw invalid("Invalid status value: " + value);
        }
        // The reference lets nobody ask for the tasks of the newer kind.
        if (column == TaskColumn.TYPE && !value.isEmpty() && !value.equals("import")) {
            throw invalid("Invalid type value: " + value);
        }
        return column.isTime() ? new TaskFilter.Time(column, time(value)) : new TaskFilter.Text(column, value);
    }

    private static Instant time(String text) {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new VitrineException(ErrorKind.INVALID, "Invalid time: " + text, e);
        }
    }

    private static TaskColumn sortKey(String name) {
        if (CONSTANT.contains(name)) {
            return TaskColumn.CREATED_AT;
        }
        return TaskColumn.of(name).orElseThrow(() -> invalid("Sort key supplied was not valid."));
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
