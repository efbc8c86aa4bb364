package org.vitrine.core.importing;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.data.Janitor;
import org.vitrine.core.data.TransferParts;
import org.vitrine.core.data.UploadRequest;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/**
 * Imports into several stores: which copy is the first one, and that a store that goes away keeps no later write of the
 * image from where it can go.
 */
public class ImportStoresTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final byte[] DATA = new byte[5000];

    private final TestCore core =
            new TestCore(Map.of("enabled_import_methods", new String[] {"glance-direct"}), "a", "b");
    private final TestImports imports = new TestImports(core);
    private final Janitor janitor = TransferParts.janitor(core);

    @Before
    public void letTheTestSayWhenTheJanitorWorks() {
        TransferParts.stop(janitor);
    }

    @After
    public void close() {
        imports.close();
        core.close();
    }

    private TaskStatus importInto(Image image, boolean mustSucceed, String... stores) {
        core.stagingUploads.stage(OWNER, image.id(), OptionalLong.empty(), () -> new ByteArrayInputStream(DATA));
        return run(image, "glance-direct", mustSucceed, stores);
    }

    private TaskStatus run(Image image, String method, boolean mustSucceed, String... stores) {
        JsonObject parameters = new JsonObject(Map.of("name", method));
        JsonObject body = new JsonObject(Map.of("method", parameters.values()));
        imports.imports.start(
                method.equals("copy-image") ? Callers.admin("p1") : OWNER,
                image.id(),
                new ImportRequest(
                        body,
                        method,
                        parameters,
                        Optional.of(List.of(stores)),
                        false,
                        Optional.of(mustSucceed),
                        Optional.empty()));
        List<String> submitted = imports.executor.submitted();
        imports.runAll();
        return core.records
                .tasks()
                .find(submitted.get(submitted.size() - 1))
                .orElseThrow()
                .status();
    }

    @Test
    public void allCopiesButTheFirstAreFurtherOnes() {
        Map<String, Boolean> further = new ConcurrentHashMap<>();
        core.stores.forEach((id, store) -> store.beforeWrite(hints -> further.put(id, hints.furtherCopy())));

        Image image = core.queued();
        assertEquals(TaskStatus.SUCCESS, importInto(image, true, "a", "b"));
        assertEquals(Map.of("a", false, "b", true), further);

        Image copied = core.queued();
        assertEquals(TaskStatus.SUCCESS, importInto(copied, true, "b"));
        assertEquals(Map.of("a", false, "b", false), further);
        assertEquals(TaskStatus.SUCCESS, run(copied, "copy-image", true, "a"));
        assertEquals(Map.of("a", true, "b", false), further);
    }

    private void goAway() {
        core.stores.get("a").failWrite(ErrorKind.UNAVAILABLE, 1000).failDiscard(ErrorKind.UNAVAILABLE);
    }

    /** Store a kept something of what it could not be told to discard. */
    private void keep(Image image) {
        core.memory.get("a").put(new BlobName(image.id()), new byte[] {1, 2, 3});
    }

    private int settleAll() {
        return TransferParts.settleAll(janitor);
    }

    private void assertHas(Image image, String... stores) {
        Image now = core.image(image.id());
        assertEquals(ImageStatus.ACTIVE, now.status());
        assertEquals(
                Set.of(stores),
                now.locations().stream()
                        .map(location -> location.metadata().get(ImageLocation.STORE))
                        .collect(Collectors.toSet()));
        for (String store : stores) {
            assertArrayEquals(
                    DATA, core.memory.get(store).bytes(new BlobName(image.id())).orElseThrow());
        }
    }

    private String failedStores(Image image) {
        return core.image(image.id()).properties().get(ImageProperties.FAILED_IMPORT);
    }

    private List<WriteIntent> intents(Image image) {
        return core.records.intents().ofImage(image.id());
    }

    private boolean isInA(Image image) {
        return core.memory.get("a").names().contains(image.id());
    }

    @Test
    @Covers({"IMPF-8", "op:STORE-10", "op:IMP-36"})
    public void aCopyIsMadeOnceTheStoreIsBackAndCleared() {
        Image image = core.queued();
        goAway();
        assertEquals(TaskStatus.SUCCESS, importInto(image, false, "a", "b"));
        keep(image);
        assertHas(image, "b");
        assertEquals("a", failedStores(image));

        assertEquals(0, settleAll());
        assertEquals(TaskStatus.FAILURE, run(image, "copy-image", true, "a"));
        assertHas(image, "b");
        assertEquals("a", failedStores(image));
        assertEquals(1, intents(image).size());

        core.stores.get("a").heal();
        assertEquals(TaskStatus.SUCCESS, run(image, "copy-image", true, "a"));
        assertEquals(List.of(), intents(image));
        assertEquals(0, settleAll());
        assertHas(image, "a", "b");
    }

    @Test
    @Covers({"IMPF-7", "op:STORE-10"})
    public void anUploadThatFollowsIsNotTakenForTheImport() {
        Image image = core.queued();
        goAway();
        assertEquals(TaskStatus.FAILURE, importInto(image, true, "a", "b"));
        keep(image);
        assertEquals(ImageStatus.QUEUED, core.image(image.id()).status());
        assertEquals(1, intents(image).size());

        UploadRequest request = new UploadRequest(Optional.of("b"), OptionalLong.empty());
        core.upload.upload(OWNER, image.id(), request, () -> {
            assertEquals(0, settleAll());
            core.stores.get("a").heal();
            assertEquals(1, settleAll());
            assertFalse(isInA(image));
            assertEquals(ImageStatus.SAVING, core.image(image.id()).status());
            return new ByteArrayInputStream(DATA);
        });
        assertHas(image, "b");
    }

    @Test
    @Covers({"IMPF-8", "op:STORE-10"})
    public void whatAnUploadLeftConcernsThatStoreAlone() {
        Image image = core.queued();
        goAway();
        UploadRequest request = new UploadRequest(Optional.of("a"), OptionalLong.empty());
        assertThrows(
                VitrineException.class,
                () -> core.upload.upload(OWNER, image.id(), request, () -> new ByteArrayInputStream(DATA)));
        keep(image);
        assertEquals(TaskStatus.FAILURE, importInto(image, true, "a"));
        assertEquals("a", failedStores(image));
        assertEquals(TaskStatus.SUCCESS, importInto(image, false, "a", "b"));
        assertHas(image, "b");
        assertEquals("a", failedStores(image));
        assertTrue(isInA(image));
        core.stores.get("a").heal();
        assertEquals(1, settleAll());
        assertFalse(isInA(image));
        assertHas(image, "b");
    }

    /** Whatever another node wrote, as long as it has not said that it is over. */
    @Test
    @Covers({"IMPF-8", "op:STORE-10"})
    public void whatAnotherNodeLeftIsNotWrittenOver() {
        Image image = core.queued();
        keep(image);
        WriteIntent left = new WriteIntent(
                UUID.randomUUID().toString(),
                "node-2",
                image.id(),
                "a",
                image.id(),
                ImageAccess.now().plusSeconds(60));
        core.records.intents().open(left.afterFailure());
        assertEquals(TaskStatus.SUCCESS, importInto(image, false, "a", "b"));
        assertHas(image, "b");
        assertEquals("a", failedStores(image));
        assertTrue(isInA(image));
        assertEquals(List.of(left.afterFailure()), intents(image));
    }
}
