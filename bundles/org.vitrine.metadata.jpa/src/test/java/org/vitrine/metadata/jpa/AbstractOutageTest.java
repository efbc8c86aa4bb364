package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.testkit.server.SqlServer;

/** A database that goes, comes back, stands still, or was not there yet. */
public abstract class AbstractOutageTest {
    private static final Instant T0 = Instant.parse("2020-01-02T03:04:05Z");
    private static final Map<String, String> POOL =
            Map.of("connectionTimeout", "2000", "validationTimeout", "1000", "initializationFailTimeout", "-1");
    private static final Duration LONG = Duration.ofSeconds(20);

    private SqlServer server;
    private TestUnit unit;

    /** A server for this test alone. */
    protected abstract SqlServer start() throws Exception;

    /** What makes the driver give up after three seconds without an answer. */
    protected abstract String timeouts();

    private void open() throws Exception {
        server = start();
        unit = unit(server.newDatabase());
    }

    private TestUnit unit(String url) throws Exception {
        return new TestUnit(url + timeouts(), server.user(), server.password(), POOL);
    }

    @After
    public void close() throws Exception {
        if (unit != null) {
            unit.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Image create() {
        Image image = Image.builder(UUID.randomUUID().toString(), T0).build();
        unit.repository().images().create(image);
        return image;
    }

    private Optional<Image> find(Image image) {
        return unit.repository().images().find(image.id(), Viewer.SERVER).map(view -> view.image());
    }

    private void assertUnavailable(Runnable work) {
        long begin = System.nanoTime();
        VitrineException failure = assertThrows(VitrineException.class, work::run);
        if (failure.kind() != ErrorKind.UNAVAILABLE) {
            throw failure;
        }
        assertFalse(failure.getMessage(), failure.getMessage().contains("jdbc"));
        assertTrue(System.nanoTime() - begin < LONG.toNanos());
    }

    /**
     * The pool may have begun its last pause a moment before the server was back, and it pauses as long as a request waits:
     * the first request may come too early, the second does not.
     */
    private static <T> T onceItIsBack(Supplier<T> work) {
        try {
            return work.get();
        } catch (VitrineException tooEarly) {
            if (tooEarly.kind() != ErrorKind.UNAVAILABLE) {
                throw tooEarly;
            }
            return work.get();
        }
    }

    @Test
    public void requestsFailWhileItIsAwayAndWorkAfterwards() throws Exception {
        open();
        Image image = create();
        server.stop();
        Image other = Image.builder(UUID.randomUUID().toString(), T0).build();
        assertUnavailable(() -> find(image));
        assertUnavailable(() -> unit.repository().images().create(other));
        assertUnavailable(() -> unit.repository()
                .images()
                .update(image, image.toBuilder().name("new").build()));
        assertUnavailable(() -> unit.repository()
                .inTransaction(() -> unit.repository().images().delete(image.id(), ImageStatus.DELETED, T0)));
        server.resume();
        assertEquals(image, onceItIsBack(() -> find(image)).orElseThrow());
        assertTrue(find(other).isEmpty());
        unit.repository().images().create(other);
    }

    @Test
    public void aFirstRequestThatFailsSpoilsNothing() throws Exception {
        open();
        server.stop();
        assertUnavailable(this::create);
        server.resume();
        assertEquals(1, find(onceItIsBack(this::create)).stream().count());
    }

    @Test
    public void anAnswerThatDoesNotComeIsNotAwaitedForLong() throws Exception {
        open();
        Image image = create();
        server.freeze();
        assertUnavailable(() -> find(image));
        assertUnavailable(() -> unit.repository()
                .images()
                .update(image, image.toBuilder().name("new").build()));
        server.thaw();
        assertTrue(onceItIsBack(() -> find(image)).isPresent());
    }

    @Test
    public void theServerMayStartFirst() throws Exception {
        server = start();
        String url = server.newDatabase();
        server.stop();
        unit = unit(url);
        assertUnavailable(this::create);
        server.resume();
        Image image = onceItIsBack(this::create);
        assertEquals(image, find(image).orElseThrow());
    }

    @Test
    public void aTransactionThatIsCutOffLeavesNothing() throws Exception {
        open();
        Image image = Image.builder(UUID.randomUUID().toString(), T0).build();
        assertUnavailable(() -> unit.repository().inTransaction(() -> {
            unit.repository().images().create(image);
            server.stop();
            unit.repository().images().create(Image.builder("other", T0).build());
            return null;
        }));
        server.resume();
        assertTrue(onceItIsBack(() -> find(image)).isEmpty());
    }
}
