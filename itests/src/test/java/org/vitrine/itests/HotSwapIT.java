package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleException;

/** Parts of the server are replaced while clients use it without pause: no request fails, no byte is lost. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT extends AbstractContainerIT {
    private static final int UPDATES = 4;
    private static final long PATIENCE_SECONDS = 60;

    @Test
    public void theStoreDriver() throws Exception {
        swapUnderTraffic("org.vitrine.store.filesystem");
    }

    @Test
    public void thePolicyEngine() throws Exception {
        swapUnderTraffic("org.vitrine.policy.oslo");
    }

    @Test
    public void theMetadataRepository() throws Exception {
        swapUnderTraffic("org.vitrine.metadata.jpa");
    }

    @Test
    public void theIdentityDriver() throws Exception {
        swapUnderTraffic("org.vitrine.identity.none");
    }

    @Test
    public void theApiItself() throws Exception {
        swapUnderTraffic("org.vitrine.rest");
    }

    private void swapUnderTraffic(String symbolicName) throws BundleException, InterruptedException {
        Set<String> before = threads();
        ImageTraffic traffic = new ImageTraffic(client());
        List<String> failures;
        try {
            for (int i = 0; i < UPDATES; i++) {
                awaitRounds(traffic, 10);
                installed(symbolicName).update();
            }
            awaitRounds(traffic, 10);
        } finally {
            failures = traffic.stop();
        }
        assertEquals(List.of(), failures);
        awaitThreadsBesides(before);
    }

    private static void awaitRounds(ImageTraffic traffic, long more) {
        long wanted = traffic.rounds() + more;
        await("clients go on", PATIENCE_SECONDS, () -> traffic.rounds() >= wanted);
    }

    /** Ours by name, without their numbers: pools of equal name may differ in size. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("vitrine-"))
                .map(name -> name.replaceAll("\\d+", "#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void awaitThreadsBesides(Set<String> before) {
        // Idle lanes end after half a minute; any other thread must be gone at once or have been there before.
        await("no thread is left over", PATIENCE_SECONDS, () -> {
            Set<String> more = threads();
            more.removeAll(before);
            more.remove("vitrine-core-lane-#");
            return more.isEmpty();
        });
        assertTrue(threads().size() < 100);
    }
}
