package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.keymanager.MemoryKeyring;
import org.vitrine.spi.testkit.store.MemoryStore;

/** Deleting images, wholly and from one store (contract section 13). */
public class DeleteImageTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final byte[] DATA = {1, 2, 3};

    private TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        api.close();
    }

    private Answer delete(String id) {
        return api.delete("/v2/images/" + id);
    }

    private Set<String> blobs(String store) {
        return api.core.memory.get(store).names();
    }

    @Test
    @Covers({"DEL-1", "DEL-2", "DEL-11", "DEL-13", "VIS-5", "CLI-10"})
    public void anImageGoesWithItsData() {
        String id = api.active(DATA, "\"tags\":[\"t\"],\"k\":\"v\"");
        api.post("/v2/images/" + id + "/members", "{\"member\":\"p2\"}");
        assertEquals(Set.of(id), blobs("main"));
        Answer gone = delete(id);
        assertEquals(204, gone.status());
        assertEquals(0, gone.body().length);
        assertEquals(Set.of(), blobs("main"));
        for (RequestContext caller : new RequestContext[] {OWNER, ADMIN, Callers.member("p2")}) {
            api.as(caller);
            assertEquals(404, delete(id).status());
            assertEquals(404, api.get("/v2/images/" + id).status());
            assertEquals(404, api.get("/v2/images/" + id + "/file").status());
            assertEquals(404, api.get("/v2/images/" + id + "/members").status());
            assertEquals(404, api.patch(id, "[]").status());
            assertEquals(0, api.get("/v2/images?tag=t").json().get("images").size());
        }
        assertEquals(409, api.post("/v2/images", "{\"id\":\"" + id + "\"}").status());
    }

    @Test
    @Covers({"DEL-2", "DEL-3", "ERR-26", "GOTCHA-49", "GOTCHA-42", "POL-5"})
    public void whoMayDelete() {
        String hidden = api.active(DATA);
        String community = api.active(DATA, "\"visibility\":\"community\"");
        String kept = api.active(DATA, "\"protected\":true");
        api.as(Callers.member("p2"));
        assertEquals(404, delete(hidden).status());
        assertEquals(403, delete(community).status());
        assertEquals(404, delete("nope").status());
        assertEquals(
                403, api.as(Callers.reader("p1")).delete("/v2/images/" + hidden).status());
        assertEquals(403, api.as(Callers.anonymous()).delete("/v2/images/nope").status());
        for (RequestContext caller : new RequestContext[] {OWNER, ADMIN}) {
            Answer refused = api.as(caller).delete("/v2/images/" + kept);
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("Image " + kept + " is protected and cannot be deleted."));
        }
        assertEquals(3, blobs("main").size());
        assertEquals(204, delete(hidden).status());
    }

    @Test
    @Covers({"DEL-4", "DEL-5", "DEL-6"})
    public void whatTheStoreSaysOfIt() {
        Object[][] rows = {
            {ErrorKind.IN_USE, 409, true},
            {ErrorKind.FORBIDDEN, 403, true},
            {ErrorKind.UNAVAILABLE, 503, true},
            {ErrorKind.INTERNAL, 500, true},
            {ErrorKind.NOT_FOUND, 204, false},
            {ErrorKind.STORE_UNSUPPORTED, 204, false}
        };
        for (Object[] row : rows) {
            String id = api.active(DATA);
            api.core.stores.get("main").failDelete((ErrorKind) row[0]);
            assertEquals(row[1], delete(id).status());
            assertEquals(row[0].toString(), row[2], api.get("/v2/images/" + id).status() == 200);
            api.core.stores.get("main").heal();
        }
    }

    @Test
    @Covers("DEL-5")
    public void dataOfAStoreThatIsAwayIsNotForgotten() {
        String id = api.active(DATA);
        api.core.plugins.unbind(api.core.stores.get("main"));
        assertEquals(503, delete(id).status());
        assertEquals(200, api.get("/v2/images/" + id).status());
        api.core.plugins.bind(api.core.stores.get("main"));
        Image image = api.core.image(id);
        ImageLocation foreign = new ImageLocation("swift://gone/" + id, Map.of());
        api.core
                .records
                .images()
                .update(image, image.toBuilder().locations(List.of(foreign)).build());
        assertEquals("a store that was taken out of use", 204, delete(id).status());
    }

    @Test
    @Covers("DEL-12")
    public void anEncryptionKeyGoesLastAndWithTheImageAlone() {
        MemoryKeyring keys = new MemoryKeyring();
        UUID key = keys.create("p1");
        api.core.plugins.bind(keys);
        String id = api.active(
                DATA,
                "\"cinder_encryption_key_id\":\"" + key
                        + "\",\"cinder_encryption_key_deletion_policy\":\"on_image_deletion\"");
        assertEquals(
                404, api.as(Callers.member("p2")).delete("/v2/images/" + id).status());
        api.as(OWNER);
        api.core.stores.get("main").failDelete(ErrorKind.IN_USE);
        assertEquals(409, delete(id).status());
        assertEquals("an image that stays can be read", Set.of(key), keys.keys());
        api.core.stores.get("main").heal();
        assertEquals(204, delete(id).status());
        assertEquals(Set.of(), keys.keys());
    }

    @Test
    @Covers("DEL-12")
    public void anImageGoesWhateverBecomesOfItsKey() {
        MemoryKeyring keys = new MemoryKeyring();
        String encrypted = "\"cinder_encryption_key_id\":\"" + keys.create("p1")
                + "\",\"cinder_encryption_key_deletion_policy\":\"on_image_deletion\"";
        assertEquals("no key manager", 204, delete(api.active(DATA, encrypted)).status());
        api.core.plugins.bind(keys);
        keys.fail(new VitrineException(ErrorKind.UNAVAILABLE, "nobody there"));
        assertEquals(204, delete(api.active(DATA, encrypted)).status());
        keys.fail(new IllegalStateException("a defect"));
        assertEquals(204, delete(api.active(DATA, encrypted)).status());
        assertEquals(Set.of(), blobs("main"));
    }

    @Test
    @Covers({"DEL-7", "STAT-11", "STAT-12", "STAT-13", "STAT-14", "STAT-16"})
    public void everyLivingStatusCanBeDeleted() {
        for (ImageStatus status : ImageStatus.values()) {
            if (status == ImageStatus.DELETED || status == ImageStatus.PENDING_DELETE) {
                continue;
            }
            String id = api.image();
            Image before = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(before, before.toBuilder().status(status).build());
            assertEquals(status.wireName(), 204, delete(id).status());
        }
    }

    @Test
    @Covers({"DEL-10", "LIM-18"})
    public void theDataMayStayForTheScrubber() {
        Settings.change(api.core.settings, Map.of("delayed_delete", true));
        String id = api.active(DATA);
        assertEquals(204, delete(id).status());
        assertEquals(404, api.as(ADMIN).get("/v2/images/" + id).status());
        assertEquals(Set.of(id), blobs("main"));
        api.as(OWNER);
        assertEquals("nothing to scrub", 204, delete(api.image()).status());
        String deactivated = api.active(DATA);
        api.send("POST", "/v2/images/" + deactivated + "/actions/deactivate", Map.of());
        assertEquals(204, delete(deactivated).status());
        assertEquals("there is no way from deactivated to pending", Set.of(id), blobs("main"));
    }

    @Test
    @Covers("DEL-2")
    public void ofTwoDeletionsOneFindsNothing() {
        String id = api.active(DATA);
        api.core.worstMoment.before(
                "delete", () -> api.core.records.images().delete(id, ImageStatus.DELETED, Instant.now()));
        assertEquals(404, delete(id).status());
        String failing = api.active(DATA);
        api.core.worstMoment.before("delete", () -> {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The database is away.");
        });
        assertEquals(503, delete(failing).status());
        assertEquals("and again", 204, delete(failing).status());
    }

    @Test
    @Covers({"DEL-1", "DEL-4"})
    public void dataThatComesAtTheLastMomentGoesToo() {
        serveTwoStores();
        String copied = api.active(DATA);
        api.core.worstMoment.before("update", () -> addSecond(copied));
        assertEquals(204, delete(copied).status());
        assertEquals(Set.of(), blobs("slow"));
        assertEquals(Set.of(), blobs("fast"));

        String held = api.active(DATA);
        api.core.worstMoment.before("update", () -> {
            addSecond(held);
            api.core.stores.get("fast").failDelete(ErrorKind.IN_USE);
        });
        assertEquals(409, delete(held).status());
        assertEquals(
                "nobody may lose sight of it",
                200,
                api.get("/v2/images/" + held).status());
        assertEquals(Set.of(held), blobs("fast"));
    }

    @Test
    @Covers("DEL-10")
    public void dataThatComesAtTheLastMomentMayStayForTheScrubber() {
        serveTwoStores();
        Settings.change(api.core.settings, Map.of("delayed_delete", true));
        String id = api.image();
        api.core.worstMoment.before("update", () -> addSecond(id));
        assertEquals(204, delete(id).status());
        assertEquals(Set.of(id), blobs("fast"));
    }

    private String inBoth() {
        String id = api.active(DATA);
        addSecond(id);
        return id;
    }

    private void addSecond(String id) {
        Image image = api.core.image(id);
        List<ImageLocation> locations = new ArrayList<>(image.locations());
        api.core.memory.get("fast").put(new BlobName(id), DATA);
        locations.add(new ImageLocation("memory://fast/" + id, Map.of("store", "fast")));
        Image both = image.toBuilder()
                .status(ImageStatus.ACTIVE)
                .locations(locations)
                .build();
        api.core.records.images().update(image, both);
    }

    private void serveTwoStores() {
        api.close();
        api = new TestApi(new TestCore(Map.of(), "slow", "fast", "empty"), OWNER);
    }

    private Answer deleteFrom(String store, String id) {
        return api.delete("/v2/stores/" + store + "/" + id);
    }

    @Test
    @Covers({
        "STDEL-1",
        "STDEL-2",
        "STDEL-3",
        "STDEL-4",
        "STDEL-5",
        "STDEL-6",
        "STDEL-7",
        "POL-11",
        "POL-13",
        "GOTCHA-7",
        "op:STORE-43"
    })
    public void theFirstCheckThatFailsAnswers() {
        assertEquals("no stores to choose from", 404, deleteFrom("main", "nope").status());
        assertEquals(
                403, api.as(Callers.anonymous()).delete("/v2/stores/main/nope").status());
        serveTwoStores();
        String id = inBoth();
        String single = api.active(DATA);
        String queued = api.image();
        assertEquals(
                403, api.as(Callers.anonymous()).delete("/v2/stores/nope/nope").status());
        api.as(OWNER);
        Answer unknown = deleteFrom("nope", "nope");
        assertEquals(409, unknown.status());
        assertTrue(unknown.text().contains("The selected store nope is not available on this node."));
        assertEquals(404, deleteFrom("fast", "nope").status());
        assertEquals(
                404,
                api.as(Callers.member("p2")).delete("/v2/stores/fast/" + id).status());
        Answer owner = api.as(OWNER).delete("/v2/stores/fast/" + id);
        assertEquals("the owner is no administrator", 403, owner.status());
        assertTrue(owner.text().contains("delete_image_location"));
        api.as(ADMIN);
        assertEquals(409, deleteFrom("fast", queued).status());
        assertEquals(
                "the only store, whichever is named",
                403,
                deleteFrom("empty", single).status());
        Answer elsewhere = deleteFrom("empty", id);
        assertEquals(404, elsewhere.status());
        assertTrue(elsewhere.text().contains("Image " + id + " is not stored in store empty."));
        assertEquals(2, api.core.image(id).locations().size());
        api.core.policy.deny("get_image_location");
        assertTrue(deleteFrom("fast", id).text().contains("get_image_location"));
    }

    @Test
    @Covers({"STDEL-8", "STDEL-9"})
    public void oneStoreForgetsTheImage() {
        serveTwoStores();
        String id = inBoth();
        assertEquals(
                "slow,fast", api.get("/v2/images/" + id).json().get("stores").textValue());
        api.as(ADMIN);
        Object[][] rows = {{ErrorKind.IN_USE, 409}, {ErrorKind.INTERNAL, 500}, {ErrorKind.UNAVAILABLE, 503}};
        for (Object[] row : rows) {
            api.core.stores.get("slow").failDelete((ErrorKind) row[0]);
            assertEquals(row[1], deleteFrom("slow", id).status());
            assertEquals(
                    "slow,fast",
                    api.get("/v2/images/" + id).json().get("stores").textValue());
        }
        api.core.stores.get("slow").heal();
        assertEquals(204, deleteFrom("slow", id).status());
        assertEquals("fast", api.get("/v2/images/" + id).json().get("stores").textValue());
        assertEquals(Set.of(), blobs("slow"));
        assertEquals(200, api.get("/v2/images/" + id + "/file").status());
    }

    @Test
    @Covers({"DEL-5", "STDEL-9"})
    public void aStoreThatOnlyReadsIsForgottenToo() {
        serveTwoStores();
        String id = inBoth();
        MemoryStore readOnly = new MemoryStore("fast", 0, EnumSet.of(Capability.RANDOM_ACCESS));
        readOnly.put(new BlobName(id), DATA);
        api.core.add(readOnly);
        api.as(ADMIN);
        assertEquals(204, deleteFrom("fast", id).status());
        assertEquals("slow", api.get("/v2/images/" + id).json().get("stores").textValue());
        assertEquals("the data is not ours to remove", Set.of(id), readOnly.names());
    }
}
