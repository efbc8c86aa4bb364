package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;

/** What a decision costs: microseconds, and next to no memory. */
public class DecisionCostTest {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionCostTest.class);
    private static final int DECISIONS = 300_000;
    private static final int MOST_BYTES = 64;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void decisionsAreCheap() {
        OsloEnforcer engine = new OsloEnforcer(new EngineConfig(folder.getRoot().toPath()));
        PolicyTarget target =
                PolicyTarget.of(Map.of("project_id", "p2", "owner", "p2", "member_id", "None", "visibility", "shared"));
        measure("get_image, the longest default", engine, Caller.with("reader"), "get_image", target);
        measure("get_image by an administrator", engine, Caller.with("admin"), "get_image", target);
    }

    private static void measure(
            String what, OsloEnforcer engine, RequestContext caller, String rule, PolicyTarget target) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decide(engine, caller, rule, target);
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long nanos = System.nanoTime();
        decide(engine, caller, rule, target);
        nanos = System.nanoTime() - nanos;
        bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        LOG.info(
                "{}: {} decisions a second, {} bytes each",
                what,
                DECISIONS * 1_000_000_000L / nanos,
                bytes / DECISIONS);
        assertTrue(bytes / DECISIONS + " bytes for each decision", bytes / DECISIONS <= MOST_BYTES);
        assertTrue(nanos / DECISIONS + " ns for each decision", nanos / DECISIONS < 100_000);
    }

    private static void decide(OsloEnforcer engine, RequestContext caller, String rule, PolicyTarget target) {
        for (int i = 0; i < DECISIONS; i++) {
            assertEquals(Decision.ALLOWED, engine.decide(caller, rule, target));
        }
    }
}
