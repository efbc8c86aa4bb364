package org.vitrine.core.tasks;

import java.util.Map;
import org.vitrine.core.TestCore;
import org.vitrine.core.jobs.JobCallers;
import org.vitrine.core.jobs.Jobs;
import org.vitrine.core.plugins.Configuration;

/** The use cases on tasks over the drivers of a {@link TestCore}. */
public final class TestTasks {
    public final TaskCatalog catalog;
    public final TaskCreation creation;

    public TestTasks(TestCore core) {
        catalog = new TaskCatalog(core.access, core.authorizer, core.settings);
        creation = new TaskCreation(
                core.plugins.repository,
                core.plugins.executor,
                core.authorizer,
                new Jobs(core.plugins.executor, new JobCallers()));
    }

    /** The settings with their defaults. */
    public static TaskSettings settings() {
        return new TaskSettings(Configuration.of(TaskSettings.TasksConfig.class, Map.of()));
    }
}
