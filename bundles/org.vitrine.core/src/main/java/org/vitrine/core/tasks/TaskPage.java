package org.vitrine.core.tasks;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.task.Task;

/**
 * A page of a list.
 *
 * @param tasks stubs
 * @param nextMarker the id to continue after, when the page was full
 */
public record TaskPage(List<Task> tasks, Optional<String> nextMarker) {}
