package org.vitrine.core.tasks;

import org.vitrine.core.TestCore;

/** The use cases on tasks over the drivers of a {@link TestCore}. */
public final class TestTasks {
    public final TaskCatalog catalog;
    public final TaskCreation creation;

    public TestTasks(TestCore core) {
        catalog = new TaskCatalog(core.access, core.authorizer, core.settings);
        creation = new TaskCreation(core.plugins.repository, core.plugins.executor, core.authorizer);
    }
}
