package org.vitrine.spi.task;

import org.osgi.annotation.versioning.ProviderType;

/** What executors call for each task. */
@ProviderType
public interface TaskRunner {
    /**
     * Does what the task says, and records how it ended. Returns when the task has ended, or at once when another runner
     * has it or it has ended already. Never throws: a failure is the task's. Blocks for as long as the work takes.
     */
    void run(String taskId);

    /**
     * Makes {@link #run} of this task end soon, and the task wait to be given to an executor again. To be called instead of
     * interrupting its thread: a database in this process does not survive that.
     */
    void stop(String taskId);
}
