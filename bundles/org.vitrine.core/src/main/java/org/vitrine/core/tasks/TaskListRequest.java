package org.vitrine.core.tasks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskFilter;

/**
 * What a list of tasks asks for, its syntax checked (TASK-11).
 *
 * @param filters all must hold
 * @param sort by what
 * @param ascending true for asc, false for desc
 * @param marker id of the task after which the page starts
 * @param limit as asked; the server's default and maximum apply
 */
public record TaskListRequest(
        List<TaskFilter> filters, TaskColumn sort, boolean ascending, Optional<String> marker, OptionalInt limit) {}
