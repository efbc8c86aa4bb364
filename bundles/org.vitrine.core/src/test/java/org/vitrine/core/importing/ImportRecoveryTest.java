package org.vitrine.core.importing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.TransferParts;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.jobs.JobRunner;
import org.vitrine.core.jobs.TestJobs;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What becomes of imports whose node dies, hangs, stops or loses its database. */
public class ImportRecoveryTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final String OTHER = "node-2";
    private static final byte[] DATA = "the bytes of an image".getBytes(StandardCharsets.US_ASCII);

    private final TestCore core =
            new TestCore(Map.of("enabled_import_methods", new String[] {"slow", "glance-direct"}), "a", "b");
    private final TestImports imports = new TestImports(core);
    private final JobRunner other = imports.jobs.otherRunner(OTHER, imports.kind);
    private final SlowMethod slow = new SlowMethod();

    /** Gives its data when it is told to, and can fail each time. */
    private static final class SlowMethod implements ImportMethod {
        private final Drain drain = new Drain();
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean waits;
        private volatile ErrorKind failure;

        @Override
        public ImportSource open(ImportContext context) throws IOException {
            // Once it is opened, a test may say otherwise for the next time.
            boolean waitsNow = waits;
            opened.countDown();
            if (failure != null) {
                throw new VitrineException(failure, "as it was told to");
            }
            if (waitsNow) {
                await(context);
            }
            return ImportSource.of(new ByteArrayInputStream(DATA), OptionalLong.of(DATA.length));
        }

        private void await(ImportContext context) throws IOException {
            try {
                while (!released.await(10, TimeUnit.MILLISECONDS)) {
                    if (context.cancelled()) {
                        throw new IOException("the import stops");
                    }
                }
            } catch (InterruptedException e) {
                throw new AssertionError("imports are not interrupted", e);
            }
        }

        @Override
        public Drain drain() {
            return drain;
        }
    }

    @Before
    public void open() {
        core.plugins.bind("slow", slow);
    }

    @After
    public void close() {
        slow.released.countDown();
        imports.close();
        core.close();
    }

    private String start(Image image, String method, boolean mustSucceed) {
        JsonObject parameters = new JsonObject(Map.of("name", method));
        JsonObject body = new JsonObject(Map.of("method", parameters.values()));
        imports.imports.start(
                OWNER,
                image.id(),
                new ImportRequest(
                        body, method, parameters, Optional.empty(), true, Optional.of(mustSucceed), Optional.empty()));
        return imports.executor.submitted().get(imports.executor.submitted().size() - 1);
    }

    private Task task(String id) {
        return core.records.tasks().find(id).orElseThrow();
    }

    private void assertActive(Image image) {
        Image now = core.image(image.id());
        assertEquals(ImageStatus.ACTIVE, now.status());
        assertEquals(2, now.locations().size());
        assertNull(now.properties().get(ImageProperties.IMPORT_TASK));
        for (String store : List.of("a", "b")) {
            assertArrayEquals(
                    DATA, core.memory.get(store).bytes(new BlobName(image.id())).orElseThrow());
        }
        assertEquals(List.of(), core.records.intents().ofImage(image.id()));
        assertTrue(core.records.jobs().ofImage(image.id()).isEmpty());
    }

    private void assertQueued(Image image) {
        Image now = core.image(image.id());
        assertEquals(ImageStatus.QUEUED, now.status());
        assertNull(now.properties().get(ImageProperties.IMPORT_TASK));
        assertEquals(List.of(), now.locations());
        assertTrue(core.records.jobs().ofImage(image.id()).isEmpty());
    }

    /** The state in which a node dies that has begun to write into both stores. */
    private void die(Image image, String id) {
        Job job = core.records.jobs().find(id).orElseThrow();
        core.records.jobs().take(job, TestCore.NODE, ImageAccess.now().plusSeconds(30));
        Task pending = task(id);
        core.records.tasks().update(TaskStatus.PENDING, pending.begun(ImageAccess.now()));
        for (String store : List.of("a", "b")) {
            core.records
                    .intents()
                    .open(new WriteIntent(
                            id.substring(0, 35) + store,
                            TestCore.NODE,
                            image.id(),
                            store,
                            image.id(),
                            ImageAccess.now(),
                            Reservation.NONE,
                            Optional.of(id)));
            core.memory.get(store).put(new BlobName(image.id()), new byte[] {1, 2, 3});
        }
    }

    @Test
    @Covers({"LOCK-1", "op:TASK-17"})
    public void anotherNodeTakesUpWhatADeadOneLeft() {
        Image image = core.queued();
        String id = start(image, "slow", true);
        die(image, id);
        assertEquals(0, imports.jobs.round(OTHER, other));
        other.run(id);
        assertEquals("leased still", TaskStatus.PROCESSING, task(id).status());
        imports.jobs.passLease();
        assertEquals(1, imports.jobs.round(OTHER, other));
        other.run(id);
        assertEquals(TaskStatus.SUCCESS, task(id).status());
        assertActive(image);
    }

    @Test
    public void aNodeThatStartsAgainGoesOnAtOnce() {
        Image image = core.queued();
        String id = start(image, "slow", false);
        die(image, id);
        assertEquals(1, imports.jobs.round(TestCore.NODE, imports.runner));
        imports.runner.run(id);
        assertEquals(TaskStatus.SUCCESS, task(id).status());
        assertActive(image);
    }

    @Test
    public void theJanitorLeavesToTheJobWhatIsTheJobs() {
        Image image = core.queued();
        String id = start(image, "slow", true);
        die(image, id);
        var janitor = TransferParts.janitor(core);
        try {
            assertEquals(0, TransferParts.settleAll(janitor));
        } finally {
            TransferParts.stop(janitor);
        }
        assertEquals(2, core.records.intents().ofImage(image.id()).size());
        imports.runner.run(id);
        assertActive(image);
    }

    @Test
    @Covers({"op:IMP-35", "op:IMP-72"})
    public void aNodeThatHungChangesNothingWhenItWakesUp() throws Exception {
        Image image = core.queued();
        slow.waits = true;
        String id = start(image, "slow", true);
        CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> imports.runner.run(id));
        assertTrue(slow.opened.await(10, TimeUnit.SECONDS));
        imports.jobs.passLease();
        slow.waits = false;
        other.run(id);
        assertActive(image);
        Image after = core.image(image.id());
        slow.released.countDown();
        hanging.get(10, TimeUnit.SECONDS);
        assertEquals(after, core.image(image.id()));
        assertEquals(TaskStatus.SUCCESS, task(id).status());
        assertActive(image);
    }

    @Test
    @Covers("op:CFG-24")
    public void aNodeThatStopsGivesItsWorkBack() throws Exception {
        Image image = core.queued();
        slow.waits = true;
        String id = start(image, "slow", true);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> imports.runner.run(id));
        assertTrue(slow.opened.await(10, TimeUnit.SECONDS));
        TestJobs.stop(imports.runner);
        running.get(10, TimeUnit.SECONDS);
        assertEquals(TaskStatus.PROCESSING, task(id).status());
        assertEquals(ImageStatus.IMPORTING, core.image(image.id()).status());
        slow.waits = false;
        assertEquals(1, imports.jobs.round(OTHER, other));
        other.run(id);
        assertEquals(TaskStatus.SUCCESS, task(id).status());
        assertActive(image);
    }

    @Test
    @Covers({"IMPF-14", "LOCK-4"})
    public void anImageThatIsDeletedInBetweenEndsItsImport() throws Exception {
        Image image = core.queued();
        slow.waits = true;
        String id = start(image, "slow", true);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> imports.runner.run(id));
        assertTrue(slow.opened.await(10, TimeUnit.SECONDS));
        core.deletion.delete(OWNER, image.id());
        // The method waits for a peer that never answers; the next time that the lease is kept ends that.
        imports.jobs.round(TestCore.NODE, imports.runner);
        running.get(10, TimeUnit.SECONDS);
        assertEquals(TaskStatus.FAILURE, task(id).status());
        assertTrue(core.records.jobs().find(id).isEmpty());
        assertFalse(core.memory.get("a").names().contains(image.id()));
        assertFalse(core.memory.get("b").names().contains(image.id()));
        assertEquals(List.of(), core.records.intents().ofImage(image.id()));
    }

    @Test
    public void whatCannotEvenBeEndedIsTriedAgain() {
        Image image = core.queued();
        String id = start(image, "slow", true);
        Runnable away = () -> {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "no database");
        };
        // The database is away when the import begins, and still is when that is to be recorded.
        core.worstMoment.before("find", () -> {
            core.worstMoment.before("find", away);
            away.run();
        });
        imports.runner.run(id);
        assertEquals(TaskStatus.PENDING, task(id).status());
        assertEquals("no database", core.records.jobs().find(id).orElseThrow().lastError());
        assertEquals(1, imports.jobs.round(OTHER, other));
        other.run(id);
        assertActive(image);
    }

    @Test
    public void workThatKillsEveryNodeIsGivenUp() {
        Image image = core.queued();
        String id = start(image, "slow", true);
        for (int i = 0; i < 5; i++) {
            Job job = core.records.jobs().find(id).orElseThrow();
            core.records.jobs().take(job, TestCore.NODE, ImageAccess.now());
        }
        imports.runner.run(id);
        assertEquals(TaskStatus.FAILURE, task(id).status());
        assertTrue(task(id).message().contains("never came to an end"));
        assertQueued(image);
    }

    @Test
    @Covers({"IMPF-9", "IMPF-15"})
    public void aMethodThatFailsTellsWhy() {
        Image image = core.queued();
        slow.failure = ErrorKind.INVALID;
        String id = start(image, "slow", true);
        imports.runner.run(id);
        assertEquals(TaskStatus.FAILURE, task(id).status());
        assertEquals("as it was told to", task(id).message());
        assertQueued(image);
        assertEquals("a,b", core.image(image.id()).properties().get(ImageProperties.FAILED_IMPORT));
        slow.failure = ErrorKind.INTERNAL;
        String hidden = start(core.image(image.id()), "slow", true);
        imports.runner.run(hidden);
        assertFalse(task(hidden).message().contains("told"));
    }

    @Test
    @Covers({"LOCK-2", "LOCK-3", "op:IMP-71"})
    public void aLockThatGlanceLeftIsTakenAway() {
        Image image = core.queued();
        String stale = "00000000-0000-4000-8000-000000000001";
        Image locked = image.toBuilder()
                .property(ImageProperties.IMPORT_TASK, stale)
                .property(ImageProperties.IMPORTING_TO, "a,z")
                .build();
        core.records.images().update(image, locked);
        start(locked, "slow", true);
        assertEquals("a,b,z", core.image(image.id()).properties().get(ImageProperties.IMPORTING_TO));
        imports.runAll();
        assertActive(image);
    }

    @Test
    @Covers({"LOCK-1", "op:IMP-70"})
    public void aLockThatGlanceHoldsIsRespected() {
        Image image = core.queued();
        String holder = "00000000-0000-4000-8000-000000000002";
        JsonObject input = new JsonObject(Map.of("backend", List.of("z")));
        Task task = new Task(
                holder,
                "api_image_import",
                TaskStatus.PENDING,
                "p1",
                input,
                null,
                "",
                null,
                image.id(),
                null,
                null,
                ImageAccess.now().minusSeconds(7100),
                ImageAccess.now().minusSeconds(7100));
        core.records.tasks().create(task);
        Image locked = image.toBuilder()
                .property(ImageProperties.IMPORT_TASK, holder)
                .property(ImageProperties.IMPORTING_TO, "z")
                .build();
        core.records.images().update(image, locked);
        assertEquals(ErrorKind.CONFLICT, refusal(locked));
        Task older = task.begun(ImageAccess.now().minusSeconds(3700));
        core.records.tasks().update(TaskStatus.PENDING, older);
        start(locked, "slow", true);
        assertEquals(TaskStatus.FAILURE, task(holder).status());
        assertEquals("Expired lock preempted", task(holder).message());
        assertEquals("a,b", core.image(image.id()).properties().get(ImageProperties.IMPORTING_TO));
    }

    private ErrorKind refusal(Image image) {
        try {
            start(image, "slow", true);
            throw new AssertionError("the lock was not seen");
        } catch (VitrineException e) {
            return e.kind();
        }
    }

    @Test
    @Covers({"STG-6", "op:IMP-54"})
    public void whatACrashLeftInTheStagingAreaGoes() throws Exception {
        Image image = core.queued();
        Image uploading = image.toBuilder().status(ImageStatus.UPLOADING).build();
        core.records.images().update(image, uploading);
        core.records
                .intents()
                .open(new WriteIntent(
                        "00000000-0000-4000-8000-000000000003",
                        TestCore.NODE,
                        image.id(),
                        "os_glance_staging_store",
                        image.id(),
                        ImageAccess.now()));
        stage(image.id());
        String gone = UUID.randomUUID().toString();
        stage(gone);
        Files.createFile(core.staging.workingDirectory(gone).resolve("data-1"));
        var janitor = TransferParts.janitor(core);
        try {
            while (!core.records.intents().ofImage(image.id()).isEmpty()) {
                TransferParts.settleAll(janitor);
            }
        } finally {
            TransferParts.stop(janitor);
        }
        assertQueued(image);
        assertTrue(core.staging.find(new BlobName(image.id())).isEmpty());
        assertEquals(2, TransferParts.sweep(core));
        assertTrue(core.staging.find(new BlobName(gone)).isEmpty());
        assertEquals(List.of(), core.staging.imports());
    }

    private void stage(String id) throws IOException {
        try (InputStream data = new ByteArrayInputStream(DATA)) {
            Files.copy(data, core.staging.workingDirectory("x").getParent().resolve(id));
        }
        core.staging.removeWorkingDirectory("x");
    }
}
