package org.vitrine.core.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.TransferParts;

/** Runners of jobs over the drivers of a {@link TestCore}, one for each node, and a clock that is set by hand. */
public final class TestJobs {
    public final JobCallers callers = new JobCallers();
    public final Jobs jobs;
    private final TestCore core;
    private final JobClock clock = new JobClock() {
        @Override
        Instant now() {
            return super.now().plus(later);
        }
    };
    private Duration later = Duration.ZERO;

    public TestJobs(TestCore core) {
        this.core = core;
        jobs = new Jobs(core.plugins.executor, callers);
    }

    /** The leases that are there now run out. */
    public void passLease() {
        later = later.plus(JobClock.LEASE);
    }

    /** The runner of a node, which knows no more of the callers than the database does. */
    public JobRunner otherRunner(String node, JobKind... kinds) {
        return new JobRunner(core.access, TransferParts.node(node), new JobCallers(), List.of(kinds), clock);
    }

    /** The runner of the node on which jobs are asked for. */
    public JobRunner runner(JobKind... kinds) {
        return new JobRunner(core.access, TransferParts.node(TestCore.NODE), callers, List.of(kinds), clock);
    }

    /** What the framework does when the node stops. */
    public static void stop(JobRunner runner) {
        runner.stop();
    }

    /** What the timer of a node does. */
    public int round(String node, JobRunner runner) {
        runner.keepAll();
        return new JobDispatcher(core.access, core.plugins.executor, TransferParts.node(node), runner, clock)
                .dispatch();
    }
}
