package org.vitrine.core.importing;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.jobs.JobKind;
import org.vitrine.core.jobs.JobRun;

/** Imports: fetches the data, lets the plugins see it, and fills the stores (contract section 16.4). */
@Component(service = JobKind.class)
public final class ImportJob implements JobKind {
    private final ImportParts parts;

    /** Works with these. */
    @Activate
    public ImportJob(@Reference ImportParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return ImportWork.KIND;
    }

    @Override
    public void run(JobRun run) {
        new ImportAttempt(parts, run, ImportWork.of(run.job())).run();
    }

    @Override
    public void giveUp(JobRun run, String reason) {
        new ImportAttempt(parts, run, ImportWork.of(run.job())).giveUp(reason);
    }
}
