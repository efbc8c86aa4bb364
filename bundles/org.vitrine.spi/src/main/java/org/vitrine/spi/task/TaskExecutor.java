package org.vitrine.spi.task;

import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.spi.driver.Drainable;

/** Runs tasks in the background. */
@ConsumerType
public interface TaskExecutor extends Drainable {
    /**
     * Sees to it that {@link TaskRunner#run} is called with this id, soon and on another thread. Returns at once and does
     * not wait for room.
     *
     * @param taskId of a task whose row is durable
     * @throws org.vitrine.domain.error.VitrineException {@code UNAVAILABLE} when too many tasks wait already, and then
     *     nothing will be run
     */
    void submit(String taskId);

    /**
     * Asks the task to stop: one that waits is not run, one that runs is {@linkplain TaskRunner#stop stopped}. Nothing
     * happens when this executor does not have it.
     */
    void cancel(String taskId);
}
