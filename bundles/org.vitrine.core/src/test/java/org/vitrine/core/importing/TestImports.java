package org.vitrine.core.importing;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.vitrine.core.TestCore;
import org.vitrine.core.jobs.JobRunner;
import org.vitrine.core.jobs.TestJobs;
import org.vitrine.core.plugins.Configuration;
import org.vitrine.core.tasks.TestTasks;
import org.vitrine.spi.testkit.task.FakeTaskExecutor;

/** The use cases of imports over the drivers of a {@link TestCore}. Jobs run when the test says so, on its thread. */
public final class TestImports implements AutoCloseable {
    public final FakeTaskExecutor executor = new FakeTaskExecutor();
    public final TestJobs jobs;
    public final ImportSettings settings;
    public final ImageImport imports;
    public final ImportJob kind;
    public final TaskJob taskKind;
    public final JobRunner runner;
    private final Set<String> ran = new HashSet<>();

    public TestImports(TestCore core) {
        core.plugins.bind(executor);
        jobs = new TestJobs(core);
        settings = new ImportSettings(settingsOf());
        imports = new ImageImport(
                core.access,
                core.authorizer,
                core.settings,
                core.plugins.importMethods,
                core.plugins.stores,
                jobs.jobs,
                TestTasks.settings(),
                core.quota);
        ImportParts parts = new ImportParts(
                core.access,
                core.settings,
                settings,
                TestTasks.settings(),
                core.plugins.stores,
                core.intents,
                core.settlement,
                core.staging,
                core.plugins.importMethods,
                core.plugins.importPlugins,
                core.sharing,
                core.download,
                core.threads,
                core.quota);
        kind = new ImportJob(parts);
        taskKind = new TaskJob(parts, core.creation);
        runner = jobs.runner(kind, taskKind);
    }

    /** No plugins of tasks, unlike the default, as there are none here. */
    private static ImportSettings.ImportConfig settingsOf(String... names) {
        return Configuration.of(
                ImportSettings.ImportConfig.class,
                Map.of("image_import_plugins", names, "task_import_plugins", new String[0]));
    }

    /** Sets the plugins that imports pass. */
    public void plugins(String... names) {
        settings.modified(settingsOf(names));
    }

    /** Sets the plugins that tasks of the old kind pass. */
    public void taskPlugins(String... names) {
        settings.modified(Configuration.of(ImportSettings.ImportConfig.class, Map.of("task_import_plugins", names)));
    }

    /** Runs the jobs that were handed over and have not run yet. */
    public void runAll() {
        for (String id : executor.submitted()) {
            if (ran.add(id)) {
                runner.run(id);
            }
        }
    }

    @Override
    public void close() {
        TestJobs.stop(runner);
    }
}
