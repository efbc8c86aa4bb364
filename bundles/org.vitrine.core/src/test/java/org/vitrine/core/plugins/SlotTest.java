package org.vitrine.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;

public class SlotTest {
    private static final class Fake implements Drainable {
        private final Drain drain = new Drain();

        @Override
        public Drain drain() {
            return drain;
        }
    }

    private final Slot<Fake> slot = new Slot<>("fake", () -> Duration.ofSeconds(20));

    @Test
    public void aLeaseHoldsTheDriverUntilItIsClosed() {
        Fake driver = new Fake();
        slot.set(driver);
        Lease<Fake> lease = slot.lease();
        assertSame(driver, lease.get());
        assertFalse("work runs", driver.drain().close(Duration.ZERO));
        lease.close();
        lease.close();
        assertTrue(driver.drain().close(Duration.ZERO));
        assertEquals(0, driver.drain().running());
    }

    @Test
    public void workWaitsForTheSuccessorOfADriverThatLeaves() throws Exception {
        Fake old = new Fake();
        Fake successor = new Fake();
        slot.set(old);
        old.drain().close(Duration.ZERO);
        CompletableFuture<Lease<Fake>> waiting = CompletableFuture.supplyAsync(slot::lease);
        slot.clear(old);
        slot.set(successor);
        assertSame(successor, waiting.get(10, TimeUnit.SECONDS).get());
    }

    @Test
    public void withoutSuccessorTheAnswerIsUnavailable() {
        Slot<Fake> impatient = new Slot<>("fake", () -> Duration.ZERO);
        assertEquals(
                ErrorKind.UNAVAILABLE,
                assertThrows(VitrineException.class, impatient::lease).kind());
    }

    @Test
    public void aDriverThatIsToComeIsWaitedFor() throws Exception {
        AtomicLong now = new AtomicLong();
        Slot<Fake> later = new Slot<>("fake", () -> Duration.ofSeconds(10), now::get);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThrows(VitrineException.class, later::lease);
        later.expect();
        CompletableFuture<Lease<Fake>> waiting = CompletableFuture.supplyAsync(later::lease);
        assertThrows(TimeoutException.class, () -> waiting.get(100, TimeUnit.MILLISECONDS));
        Fake driver = new Fake();
        later.set(driver);
        assertSame(driver, waiting.get(10, TimeUnit.SECONDS).get());
    }

    @Test
    public void clearingLeavesAnotherDriverAlone() {
        Fake old = new Fake();
        Fake successor = new Fake();
        slot.set(old);
        slot.set(successor);
        slot.clear(old);
        assertSame(successor, slot.lease().get());
    }

    @Test
    public void remembersADriverWhileItsSuccessorIsWaitedFor() {
        Slot<Fake> impatient = new Slot<>("fake", () -> Duration.ZERO);
        for (Slot<Fake> either : List.of(slot, impatient)) {
            Fake driver = new Fake();
            either.set(driver);
            either.clear(driver);
            assertSame(driver, either.last().orElseThrow());
            assertFalse(either.peek().isPresent());
        }
        assertTrue(slot.recent().isPresent());
        assertFalse(impatient.recent().isPresent());
    }
}
