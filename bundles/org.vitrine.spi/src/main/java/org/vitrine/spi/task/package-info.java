/**
 * For authors of task executors: where tasks run. An executor gives threads, a bounded number of them, and knows nothing
 * of what tasks do: it calls {@link org.vitrine.spi.task.TaskRunner}, which {@code core} provides, with the id of each
 * task that it was given. The row of the task is the truth: an executor keeps nothing that would be missed when it dies,
 * and being given a task twice is fine.
 */
@Version("1.0.0")
package org.vitrine.spi.task;

import org.osgi.annotation.versioning.Version;
