package org.vitrine.core.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.quota.FakeLimits;

/** A store that goes away in the middle of a write keeps what it has of it, and the image is not held up by that. */
public class StoreAwayTest {
    private static final RequestContext CALLER = Callers.member("p1");
    private static final byte[] OLD = new byte[3000];
    private static final byte[] NEW = new byte[5000];

    private final TestCore core = new TestCore(Map.of(), "a", "b");
    private final Node first = new Node(core.intents);
    private final Node second = new Node(new WriteIntents(TransferParts.node("node-2")));

    /** What one node of several makes of the same records and stores. Its janitor works when the test says so. */
    private final class Node {
        private final WriteIntents intents;
        private final Settlement settlement;
        private final ImageUpload upload;
        private final Janitor janitor;

        Node(WriteIntents intents) {
            this.intents = intents;
            settlement = new Settlement(core.access, core.plugins.stores, core.staging, intents);
            upload = new ImageUpload(
                    core.access,
                    core.authorizer,
                    core.settings,
                    core.plugins.stores,
                    intents,
                    core.threads,
                    core.sharing,
                    core.quota,
                    settlement);
            janitor = new Janitor(core.access, settlement, intents, new StagingSweep(core.access, core.staging));
        }

        void upload(Image image, String store, BodyOpener body) {
            upload.upload(CALLER, image.id(), new UploadRequest(Optional.of(store), OptionalLong.empty()), body);
        }

        void upload(Image image, String store) {
            upload(image, store, () -> new ByteArrayInputStream(NEW));
        }

        int settleAll() {
            return janitor.settleAll();
        }
    }

    @Before
    public void letTheTestSayWhenJanitorsWork() {
        TransferParts.stop(first.janitor);
        TransferParts.stop(second.janitor);
    }

    @After
    public void close() {
        core.close();
    }

    /** Store a has some of the data, and answers to nothing from now on. */
    private void goAwayWith(Image image) {
        core.stores.get("a").failDiscard(ErrorKind.UNAVAILABLE);
        core.memory.get("a").put(name(image), OLD);
    }

    /** An image of which store a has data that nobody wants, and is away. */
    private Image left() {
        Image image = core.queued();
        failIn(image);
        return image;
    }

    private void failIn(Image image) {
        core.stores.get("a").failWrite(ErrorKind.UNAVAILABLE, 1000);
        InputStream data = new ByteArrayInputStream(NEW) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                goAwayWith(image);
                return super.read(target, offset, length);
            }
        };
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> first.upload(image, "a", () -> data)));
    }

    private static BlobName name(Image image) {
        return new BlobName(image.id());
    }

    private static ErrorKind kind(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }

    private ImageStatus status(Image image) {
        return core.image(image.id()).status();
    }

    private List<WriteIntent> intents(Image image) {
        return core.records.intents().ofImage(image.id());
    }

    private void assertHas(Image image, String store) {
        Image now = core.image(image.id());
        assertEquals(ImageStatus.ACTIVE, now.status());
        assertEquals(
                List.of(store),
                now.locations().stream()
                        .map(location -> location.metadata().get(ImageLocation.STORE))
                        .toList());
        assertArrayEquals(NEW, core.memory.get(store).bytes(name(image)).orElseThrow());
    }

    private boolean isIn(String store, Image image) {
        return core.memory.get(store).names().contains(image.id());
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void anotherStoreTakesTheDataMeanwhile() {
        Image image = left();
        assertEquals(ImageStatus.QUEUED, status(image));
        assertTrue(isIn("a", image));

        first.upload(image, "b", () -> {
            assertEquals("it is away still", 0, first.settleAll());
            assertEquals(ImageStatus.SAVING, status(image));
            return new ByteArrayInputStream(NEW);
        });
        assertEquals(1, intents(image).size());

        core.stores.get("a").heal();
        assertEquals(1, first.settleAll());
        assertFalse(isIn("a", image));
        assertEquals(List.of(), intents(image));
        assertHas(image, "b");
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void theJanitorDoesNotTouchTheUploadThatRuns() {
        Image image = left();
        core.stores.get("a").heal();
        first.upload(image, "b", () -> {
            assertEquals(1, first.settleAll());
            assertEquals(ImageStatus.SAVING, status(image));
            return new ByteArrayInputStream(NEW);
        });
        assertFalse(isIn("a", image));
        assertHas(image, "b");
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void theSameStoreTakesTheDataOnceItIsCleared() {
        Image image = left();
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> first.upload(image, "a", StoreAwayTest::unread)));
        core.stores.get("a").failDiscard(ErrorKind.STORE_READ_ONLY);
        assertEquals(
                "the store's own words",
                ErrorKind.STORE_READ_ONLY,
                kind(() -> first.upload(image, "a", StoreAwayTest::unread)));
        assertEquals(ImageStatus.QUEUED, status(image));
        assertEquals(1, intents(image).size());

        core.stores.get("a").heal();
        first.upload(image, "a", () -> {
            assertFalse(isIn("a", image));
            assertEquals(0, first.settleAll());
            return new ByteArrayInputStream(NEW);
        });
        assertEquals(0, first.settleAll());
        assertHas(image, "a");
    }

    private static InputStream unread() {
        throw new AssertionError("the body was opened");
    }

    /** The store is back, and slow: whoever comes meanwhile is not taken for what was left. */
    @Test
    public void anUploadWaitsForTheJanitor() throws Exception {
        Image image = left();
        CompletableFuture<Void> upload = new CompletableFuture<>();
        Thread client = new Thread(() -> {
            try {
                first.upload(image, "a");
                upload.complete(null);
            } catch (RuntimeException e) {
                upload.completeExceptionally(e);
            }
        });
        core.stores.get("a").heal().beforeDiscard(() -> {
            client.start();
            await(() -> client.getState() == Thread.State.TIMED_WAITING);
            assertEquals(ImageStatus.QUEUED, status(image));
        });
        assertEquals(1, first.settleAll());
        upload.get(30, TimeUnit.SECONDS);
        assertHas(image, "a");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue("in time", deadline - System.nanoTime() > 0);
            Thread.onSpinWait();
        }
    }

    /** Between the look at an image and its change another client's upload of it begins and fails. */
    @Test
    public void nobodyBeginsWhereSomethingWasLeftAMomentAgo() {
        Image image = core.queued();
        core.worstMoment.beforeTransaction(() -> failIn(image));
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> second.upload(image, "a", StoreAwayTest::unread)));
        assertEquals(ImageStatus.QUEUED, status(image));
        assertEquals(1, intents(image).size());
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void anotherNodeLeavesItToTheOneThatWrote() {
        Image image = left();
        core.stores.get("a").heal();
        assertEquals(0, second.settleAll());
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> second.upload(image, "a", StoreAwayTest::unread)));
        assertEquals(ImageStatus.QUEUED, status(image));
        assertTrue(isIn("a", image));

        assertEquals(1, first.settleAll());
        second.upload(image, "a", () -> {
            assertEquals(0, first.settleAll());
            return new ByteArrayInputStream(NEW);
        });
        assertEquals(0, first.settleAll());
        assertHas(image, "a");
    }

    @Test
    @Covers("op:STORE-10")
    public void anotherNodesOtherStoresTakeTheData() {
        Image image = left();
        second.upload(image, "b");
        core.stores.get("a").heal();
        assertEquals(1, first.settleAll());
        assertFalse(isIn("a", image));
        assertHas(image, "b");
    }

    /** The state in which the first node dies that has begun to write into store a. */
    private void die(Image image) {
        Image saving = image.toBuilder().status(ImageStatus.SAVING).build();
        core.records.images().update(image, saving);
        WriteIntent intent = first.intents.prepare(saving, "a", name(image), Reservation.NONE, Optional.empty());
        core.records.intents().open(intent);
        first.intents.finished(intent);
        core.memory.get("a").put(name(image), OLD);
    }

    /** The node dies in the middle of an upload, and the store is away when it starts again. */
    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void aCrashHoldsTheImageUpNoLongerThanTheJanitorNeeds() {
        Image image = core.queued();
        die(image);
        goAwayWith(image);

        assertEquals(0, second.settleAll());
        assertEquals(ImageStatus.SAVING, status(image));
        assertEquals(0, first.settleAll());
        assertEquals(ImageStatus.QUEUED, status(image));
        second.upload(image, "b", () -> {
            assertEquals(0, first.settleAll());
            assertEquals(ImageStatus.SAVING, status(image));
            return new ByteArrayInputStream(NEW);
        });

        core.stores.get("a").heal();
        assertEquals(1, first.settleAll());
        assertFalse(isIn("a", image));
        assertHas(image, "b");
    }

    @Test
    @Covers({"UP-10", "op:STORE-10"})
    public void aStoreThatIsAwayIsAskedOnceAtATime() {
        AtomicInteger asked = new AtomicInteger();
        core.stores.get("a").failDiscard(ErrorKind.UNAVAILABLE).beforeDiscard(asked::incrementAndGet);
        List<Image> images = List.of(core.queued(), core.queued(), core.queued());
        images.forEach(this::die);
        assertEquals(0, first.settleAll());
        assertEquals(1, asked.get());
        images.forEach(image -> assertEquals(ImageStatus.QUEUED, status(image)));

        core.stores.get("a").heal();
        assertEquals(3, first.settleAll());
        assertEquals(Set.of(), core.memory.get("a").names());
    }

    @Test
    @Covers("op:QUOTA-24")
    public void whatIsLeftCountsForNobody() {
        core.plugins.limit(new FakeLimits().limit(QuotaResource.IMAGE_SIZE_TOTAL, 1), true);
        Image image = left();
        assertEquals(new Reservation("p1", 0, 0), core.records.intents().reserved("p1"));
        first.upload(image, "b");
        assertHas(image, "b");
    }

    @Test
    public void anImageThatIsDeletedLeavesNothingThere() {
        Image image = left();
        core.deletion.delete(CALLER, image.id());
        assertEquals(0, first.settleAll());
        core.stores.get("a").heal();
        assertEquals(1, first.settleAll());
        assertFalse(isIn("a", image));
    }

    /** What other nodes wrote only the job whose earlier attempt it was may take for over. */
    @Test
    public void onlyTheJobTakesOverWhatAnotherNodeWroteForIt() {
        Image image = core.queued();
        core.memory.get("a").put(name(image), OLD);
        WriteIntent intent = first.intents.prepare(image, "a", name(image), Reservation.NONE, Optional.of("job-1"));
        core.records.intents().open(intent);
        for (Optional<String> other : List.of(Optional.<String>empty(), Optional.of("job-2"))) {
            assertEquals(
                    ErrorKind.UNAVAILABLE, kind(() -> second.settlement.settleLeft(CALLER, image.id(), "a", other)));
        }
        assertFalse(second.settlement.settleLeft(CALLER, image.id(), "b", Optional.of("job-1")));
        assertTrue(second.settlement.settleLeft(CALLER, image.id(), "a", Optional.of("job-1")));
        assertFalse(isIn("a", image));
        assertEquals(List.of(), intents(image));

        core.memory.get("a").put(name(image), NEW);
        assertFalse("the first node wakes up", first.settlement.settle(CALLER, intent, true));
        assertTrue(isIn("a", image));
    }

    /** As after an import that hung, or that another node gave up. */
    @Test
    public void whatAnImportLeftHasNothingToDoWithTheImagesStatus() {
        Image image = core.queued();
        WriteIntent intent = first.intents.prepare(image, "a", name(image), Reservation.NONE, Optional.of("ended"));
        core.records.intents().open(intent);
        first.intents.finished(intent);
        core.memory.get("a").put(name(image), OLD);
        first.upload(image, "b", () -> {
            assertEquals(1, first.settleAll());
            assertEquals(ImageStatus.SAVING, status(image));
            return new ByteArrayInputStream(NEW);
        });
        assertFalse(isIn("a", image));
        assertHas(image, "b");
    }

    @Test
    @Covers("STG-6")
    public void aStagingAreaThatCannotBeClearedHoldsNoImageUp() throws Exception {
        Image image = core.queued();
        Path file = core.staging.workingDirectory("x").resolveSibling(image.id());
        assertEquals(
                ErrorKind.CLIENT_GONE,
                kind(() -> stage(image, new SequenceInputStream(new ByteArrayInputStream(OLD), blocking(file)))));
        assertEquals(ImageStatus.QUEUED, status(image));
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> stage(image, new ByteArrayInputStream(NEW))));
        first.upload(image, "b", () -> {
            assertEquals(0, first.settleAll());
            assertEquals(ImageStatus.SAVING, status(image));
            return new ByteArrayInputStream(NEW);
        });

        Files.delete(file.resolve("x"));
        assertEquals(1, first.settleAll());
        assertFalse(Files.exists(file));
        assertHas(image, "b");
    }

    private void stage(Image image, InputStream data) {
        core.stagingUploads.stage(CALLER, image.id(), OptionalLong.empty(), () -> data);
    }

    /** Data that breaks off when something else lies where it was being staged. */
    private static InputStream blocking(Path file) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                Files.delete(file);
                Files.createFile(Files.createDirectory(file).resolve("x"));
                throw new IOException("connection reset");
            }
        };
    }

    @Test
    @Covers("STG-4")
    public void aStagingWhoseAnswerIsLostKeepsItsData() {
        Image image = core.queued();
        InputStream data = new ByteArrayInputStream(NEW) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (available() == 0) {
                    core.worstMoment.afterCommit(() -> {
                        throw new VitrineException(ErrorKind.UNAVAILABLE, "The connection was lost.");
                    });
                }
                return super.read(target, offset, length);
            }
        };
        assertEquals(ErrorKind.UNAVAILABLE, kind(() -> stage(image, data)));
        assertEquals(ImageStatus.UPLOADING, status(image));
        assertTrue(core.staging.find(name(image)).isPresent());
    }
}
