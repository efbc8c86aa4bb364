package org.vitrine.itests;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Parts of the server are replaced while clients use it without pause: no request fails, no byte is lost. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT extends AbstractContainerIT {
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

    private void swapUnderTraffic(String symbolicName) throws Exception {
        new HotSwap(installed(symbolicName)).under(ImageTraffic.start(client()));
    }
}
