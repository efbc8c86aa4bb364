package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.property.FakeProtection;

/** What a JSON patch answers (contract section 12). */
public class PatchImageTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext ADMIN = Callers.admin("adm");

    private final TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        api.close();
    }

    private static String add(String path, String value) {
        return operation("add", path, value);
    }

    private static String replace(String path, String value) {
        return operation("replace", path, value);
    }

    private static String remove(String path) {
        return "[{\"op\":\"remove\",\"path\":\"" + path + "\"}]";
    }

    private static String operation(String name, String path, String value) {
        return "[{\"op\":\"" + name + "\",\"path\":\"" + path + "\",\"value\":" + value + "}]";
    }

    private static String old(String operation, String path, String value) {
        return "[{\"" + operation + "\":\"" + path + '"' + (value == null ? "" : ",\"value\":" + value) + "}]";
    }

    private void assertPatch(int status, String id, String json) {
        Answer answer = api.patch(id, json);
        assertEquals(json + answer.text(), status, answer.status());
    }

    private void assertOldPatch(int status, String id, String json) {
        Answer answer = api.patch(id, TestApi.OLD_PATCH, json);
        assertEquals(json + answer.text(), status, answer.status());
    }

    @Test
    @Covers({"PATCH-1", "PATCH-2", "GOTCHA-21", "ERR-34", "ERR-8", "REQ-8", "DIS-5"})
    public void theMediaTypeSaysHowToReadIt() {
        String id = api.image();
        for (String type : new String[] {"application/json", "", "application/json-patch+json"}) {
            Answer answer = api.patch(id, type, "[]");
            assertEquals(415, answer.status());
            assertEquals(
                    "application/openstack-images-v2.0-json-patch, application/openstack-images-v2.1-json-patch",
                    answer.header("Accept-Patch"));
            assertTrue(answer.text().contains("'" + type + "'"));
        }
        Answer untyped = api.send("PATCH", "/v2/images/" + id, Map.of(), "[]".getBytes());
        assertEquals(415, untyped.status());
        assertEquals(200, api.patch(id, TestApi.PATCH + "; charset=utf-8", "[]").status());
        assertEquals(200, api.patch(id, TestApi.OLD_PATCH, "[]").status());
        assertEquals(
                "before the image is looked for",
                415,
                api.patch("nope", "text/plain", "[]").status());
        assertEquals(405, api.put("/v2/images/" + id, "{}").status());
    }

    @Test
    @Covers({"PATCH-3", "PATCH-4", "PATCH-6", "PATCH-7", "PATCH-44", "GOTCHA-21"})
    public void syntaxComesBeforeTheImageAndTheImageBeforeThePolicy() {
        String id = api.image("\"visibility\":\"community\"");
        for (String json : new String[] {"", "{}", "[1]", "[null]", "[[]]", "[{}]", "nonsense"}) {
            assertPatch(400, id, json);
            assertPatch(400, "nope", json);
        }
        assertPatch(403, "nope", replace("/status", "\"active\""));
        assertPatch(404, "nope", replace("/name", "\"x\""));
        assertPatch(404, "nope", "[]");
        api.as(Callers.anonymous());
        assertPatch(403, "nope", replace("/name", "\"x\""));
        api.as(Callers.member("p2"));
        Answer denied = api.patch(id, replace("/name", "\"x\""));
        assertEquals(403, denied.status());
        assertTrue(denied.text().contains("You are not authorized to complete modify_image action."));
        String hidden = api.as(OWNER).image();
        api.as(Callers.member("p2"));
        assertPatch(404, hidden, replace("/name", "\"x\""));
        api.as(Callers.reader("p1"));
        assertPatch(403, hidden, replace("/name", "\"x\""));
        api.as(OWNER);
        api.core.policy.deny("get_image").deny("modify_image");
        assertPatch(404, hidden, replace("/name", "\"x\""));
    }

    @Test
    @Covers({"PATCH-3", "PATCH-8", "MISC-5"})
    public void timeMovesWithEveryPatchThatDoesSomething() {
        String id = api.image();
        Image before = api.core.image(id);
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        api.core
                .records
                .images()
                .update(before, before.toBuilder().updatedAt(past).build());
        assertPatch(200, id, "[]");
        assertEquals(past, api.core.image(id).updatedAt());
        assertPatch(200, id, replace("/name", "null"));
        assertNotEquals("even where nothing differs", past, api.core.image(id).updatedAt());
    }

    @Test
    @Covers({"PATCH-5", "PATCH-30", "PATCH-31", "PATCH-33", "PATCH-41", "EX-4", "CLI-6", "CLI-8"})
    public void operationsSeeThoseBeforeThem() {
        String id = api.image("\"foo\":\"bar\"");
        Answer answer = api.patch(
                id,
                "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"b\"},"
                        + "{\"op\":\"add\",\"path\":\"/a~1b\",\"value\":\"c\"},"
                        + "{\"op\":\"replace\",\"path\":\"/a~1b\",\"value\":\"d\"},"
                        + "{\"op\":\"add\",\"path\":\"/tricky~01\",\"value\":\"t\"},"
                        + "{\"op\":\"remove\",\"path\":\"/foo\",\"value\":\"ignored\"},"
                        + "{\"op\":\"add\",\"path\":\"/foo\",\"value\":\"again\"}]");
        assertEquals(200, answer.status());
        assertEquals("b", answer.json().get("name").textValue());
        assertEquals("d", answer.json().get("a/b").textValue());
        assertEquals("t", answer.json().get("tricky~1").textValue());
        assertEquals("again", answer.json().get("foo").textValue());
        assertEquals(answer.json(), api.get("/v2/images/" + id).json());
        Image now = api.core.image(id);
        assertPatch(
                409,
                id,
                "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"lost\"},{\"op\":\"remove\",\"path\":\"/nope\"}]");
        assertEquals("all or nothing", now, api.core.image(id));
    }

    @Test
    @Covers({"PATCH-30", "PATCH-31", "PATCH-33", "PATCH-39", "GOTCHA-20", "ERR-31", "CLI-4", "CLI-5"})
    public void theNewMediaType() {
        String id = api.image("\"foo\":\"bar\"");
        assertPatch(409, id, replace("/nope", "\"x\""));
        assertPatch(409, id, remove("/nope"));
        assertPatch(200, id, add("/foo", "\"over\""));
        assertPatch(200, id, add("/name", "\"base too\""));
        assertPatch(200, id, replace("/name", "null"));
        assertPatch(200, id, replace("/protected", "true"));
        assertPatch(200, id, replace("/os_hidden", "true"));
        assertPatch(400, id, replace("/protected", "\"true\""));
        assertPatch(400, id, replace("/name", "5"));
        for (String name : new String[] {
            "name", "tags", "visibility", "owner", "min_ram", "min_disk", "disk_format", "container_format", "protected"
        }) {
            assertPatch(403, id, remove("/" + name));
        }
        assertPatch(200, id, remove("/foo"));
        Image image = api.core.image(id);
        assertTrue(image.isProtected() && image.hidden());
        assertEquals(Map.of(), image.properties());
    }

    @Test
    @Covers({"PATCH-11", "PATCH-32", "GOTCHA-20", "CLI-9"})
    public void theOldMediaType() {
        String id = api.image("\"foo\":\"bar\"");
        assertOldPatch(409, id, old("add", "/foo", "\"x\""));
        assertOldPatch(409, id, old("add", "/name", "\"x\""));
        assertOldPatch(200, id, old("add", "/new", "\"x\""));
        assertOldPatch(200, id, old("replace", "/name", "\"y\""));
        assertOldPatch(409, id, old("replace", "/nope", "\"y\""));
        assertOldPatch(200, id, old("remove", "/foo", null));
        assertOldPatch(409, id, old("remove", "/foo", null));
        assertOldPatch(400, id, old("add", "/x", null));
        assertOldPatch(400, id, "[{\"add\":\"/x\",\"replace\":\"/x\",\"value\":\"1\"}]");
        assertOldPatch(400, id, "[{\"op\":\"add\",\"path\":\"/x\",\"value\":\"1\"}]");
        assertOldPatch(400, id, old("add", "x", "\"1\""));
        assertEquals(Map.of("new", "x"), api.core.image(id).properties());
    }

    @Test
    @Covers({"PATCH-20", "PATCH-21", "PATCH-23", "PATCH-24", "PATCH-43", "LOCK-5", "REP-14", "GOTCHA-23"})
    public void someNamesAreTheServers() {
        String id = api.image();
        for (String name : new String[] {
            "created_at",
            "updated_at",
            "status",
            "checksum",
            "size",
            "virtual_size",
            "direct_url",
            "self",
            "file",
            "schema",
            "id",
            "os_hash_algo",
            "os_hash_value",
            "stores",
            "location",
            "deleted",
            "deleted_at",
            "os_glance",
            "os_glance_import_task"
        }) {
            assertPatch(403, id, add("/" + name, "\"x\""));
            assertPatch(403, id, replace("/" + name, "5"));
            assertPatch(403, id, remove("/" + name));
            assertOldPatch(403, id, old("add", "/" + name, "\"x\""));
        }
        assertPatch(400, id, add("/" + "k".repeat(256), "\"x\""));
        Image image = api.core.image(id);
        api.core
                .records
                .images()
                .update(
                        image,
                        image.toBuilder()
                                .property("os_glance_import_task", "t")
                                .property("os_glance_stage_host", "http://node")
                                .property("os_glance_failed_import", "")
                                .build());
        Answer answer = api.patch(id, add("/k", "\"v\""));
        assertEquals("t", answer.json().get("os_glance_import_task").textValue());
        assertEquals("", answer.json().get("os_glance_failed_import").textValue());
        assertFalse(answer.json().has("os_glance_stage_host"));
        assertEquals("http://node", api.core.image(id).properties().get("os_glance_stage_host"));
    }

    @Test
    @Covers("PATCH-34")
    public void onlyAdministratorsGiveImagesAway() {
        String id = api.image();
        Answer refused = api.patch(id, replace("/owner", "\"p1\""));
        assertEquals(403, refused.status());
        assertTrue(refused.text().contains("Owner can't be updated by non admin."));
        assertPatch(403, id, add("/owner", "\"p2\""));
        api.as(ADMIN);
        assertPatch(200, id, replace("/owner", "\"p2\""));
        assertEquals("p2", api.core.image(id).owner());
        assertTrue(api.patch(id, replace("/owner", "null")).json().get("owner").isNull());
        assertTrue(api.patch(id, replace("/owner", "\"\"")).json().get("owner").isNull());
        api.as(OWNER);
        Answer orphan = api.patch(id, replace("/name", "\"x\""));
        assertEquals("what nobody owns is the administrators'", 403, orphan.status());
    }

    @Test
    @Covers({"VIS-3", "POL-4", "POL-12"})
    public void policyCannotGiveOthersTheOwnersRights() {
        String id = api.image("\"visibility\":\"community\"");
        api.core
                .policy
                .allow("modify_image")
                .allow("delete_image")
                .allow("upload_image")
                .allow("deactivate");
        api.as(Callers.member("p2"));
        Answer answer = api.patch(id, replace("/name", "\"x\""));
        assertEquals(403, answer.status());
        assertTrue(answer.text().contains("You do not own this image"));
        assertEquals(403, api.delete("/v2/images/" + id).status());
        assertEquals(403, api.upload(id, new byte[1]).status());
        assertEquals(
                403, api.send("PUT", "/v2/images/" + id + "/tags/t", Map.of()).status());
        assertEquals(
                403,
                api.send("POST", "/v2/images/" + id + "/actions/deactivate", Map.of())
                        .status());
        assertEquals(ImageStatus.QUEUED, api.core.image(id).status());
        api.as(OWNER);
        assertPatch(200, id, replace("/name", "\"x\""));
    }

    @Test
    @Covers({"PATCH-35", "POL-9", "POL-10", "op:POL-92"})
    public void visibilityHasItsOwnPolicies() {
        String id = api.image();
        Answer refused = api.patch(id, replace("/visibility", "\"public\""));
        assertEquals(403, refused.status());
        assertTrue(refused.text().contains("publicize_image"));
        assertPatch(200, id, replace("/visibility", "\"community\""));
        assertPatch(400, id, replace("/visibility", "\"secret\""));
        assertPatch(400, id, replace("/visibility", "null"));
        api.core.policy.deny("communitize_image");
        assertTrue(api.patch(id, add("/visibility", "\"community\"")).text().contains("communitize_image"));
        api.as(ADMIN);
        assertPatch(200, id, replace("/visibility", "\"public\""));
        api.core.policy.deny("modify_image");
        assertTrue(api.patch(id, replace("/visibility", "\"private\"")).text().contains("modify_image"));
    }

    @Test
    @Covers({"PATCH-36", "PATCH-40", "GOTCHA-22", "ERR-27"})
    public void formatsAreFixedOnceThereIsData() {
        String id = api.image();
        assertPatch(200, id, replace("/disk_format", "\"qcow2\""));
        assertPatch(200, id, add("/container_format", "null"));
        assertPatch(400, id, replace("/disk_format", "\"floppy\""));
        String active = api.active(new byte[3]);
        assertPatch(403, active, replace("/disk_format", "\"raw\""));
        assertPatch(403, active, replace("/container_format", "\"ovf\""));
        assertPatch(200, active, replace("/name", "\"x\""));
        api.send("POST", "/v2/images/" + active + "/actions/deactivate", Map.of());
        assertPatch(200, active, replace("/min_ram", "5"));
        assertEquals(5, api.core.image(active).minRam());
    }

    @Test
    @Covers({"PATCH-37", "LIM-32"})
    public void minimaAreSmallWholeNumbers() {
        String id = api.image();
        assertPatch(200, id, replace("/min_disk", "2147483647"));
        assertPatch(200, id, replace("/min_ram", "7.0"));
        for (String value : new String[] {"-1", "2147483648", "99999999999999999999", "1e30", "1.5", "\"1\"", "null"}) {
            assertPatch(400, id, replace("/min_disk", value));
            assertPatch(400, id, add("/min_ram", value));
        }
        assertEquals(2147483647, api.core.image(id).minDisk());
        assertEquals(7, api.core.image(id).minRam());
    }

    @Test
    @Covers({"PATCH-38", "PATCH-45", "LIM-2", "REP-9"})
    public void tagsAreReplacedAsAWhole() {
        Settings.change(api.core.settings, Map.of("image_tag_quota", 2));
        String id = api.image("\"tags\":[\"a\"]");
        assertPatch(200, id, replace("/tags", "[\"b\",\"b\"]"));
        assertEquals(Set.of("b"), Set.copyOf(api.core.image(id).tags()));
        Answer over = api.patch(id, add("/tags", "[\"b\",\"b\",\"b\"]"));
        assertEquals(413, over.status());
        assertTrue(over.text().contains("Attempted: 3, Maximum: 2"));
        for (String value : new String[] {"null", "\"x\"", "[null]", "[1]", "[\"" + "t".repeat(256) + "\"]"}) {
            assertPatch(400, id, replace("/tags", value));
        }
        assertPatch(400, id, add("/tags/-", "\"c\""));
        assertPatch(200, id, replace("/tags", "[]"));
        assertEquals(0, api.core.image(id).tags().size());
    }

    @Test
    @Covers({"LIM-1", "GOTCHA-4"})
    public void onlyNewPropertiesMeetTheQuota() {
        String id = api.image("\"a\":\"1\",\"b\":\"1\",\"c\":\"1\"");
        Settings.change(api.core.settings, Map.of("image_property_quota", 2));
        assertPatch(200, id, replace("/a", "\"2\""));
        assertPatch(200, id, add("/a", "\"3\""));
        assertPatch(413, id, add("/d", "\"1\""));
        assertPatch(200, id, "[{\"op\":\"add\",\"path\":\"/d\",\"value\":\"1\"},{\"op\":\"remove\",\"path\":\"/d\"}]");
        assertPatch(200, id, remove("/a"));
        assertPatch(413, id, add("/d", "\"1\""));
        assertPatch(200, id, "[{\"op\":\"add\",\"path\":\"/d\",\"value\":\"1\"},{\"op\":\"remove\",\"path\":\"/b\"}]");
        assertEquals(Map.of("c", "1", "d", "1"), api.core.image(id).properties());
    }

    @Test
    @Covers({"op:CFG-43", "LIM-1"})
    public void whatTheServerAddedCountsForNoQuota() {
        String id = api.image("\"a\":\"1\"");
        Image before = api.core.image(id);
        Image marked =
                before.toBuilder().property("os_glance_failed_import", "slow").build();
        api.core.records.images().update(before, marked);
        Settings.change(api.core.settings, Map.of("image_property_quota", 2));
        assertPatch(200, id, add("/b", "\"1\""));
        Answer third = api.patch(id, add("/c", "\"1\""));
        assertEquals(413, third.status());
        assertTrue(third.text(), third.text().contains("Attempted: 3, Maximum: 2"));
    }

    @Test
    @Covers({"PATCH-41", "PP-3", "PP-5"})
    public void protectedPropertiesAreProtectedOneByOne() {
        String id = api.image("\"fixed\":\"1\",\"kept\":\"1\",\"secret\":\"1\"");
        api.core.plugins.protect(new FakeProtection()
                .deny("fixed", Action.UPDATE)
                .deny("kept", Action.DELETE)
                .deny("secret", Action.READ)
                .deny("fresh", Action.CREATE));
        assertPatch(403, id, replace("/fixed", "\"2\""));
        assertPatch(403, id, add("/fixed", "\"2\""));
        assertPatch(403, id, remove("/kept"));
        assertPatch(200, id, replace("/kept", "\"2\""));
        assertPatch(200, id, remove("/fixed"));
        assertPatch(403, id, add("/fresh", "\"1\""));
        assertPatch(409, id, replace("/secret", "\"2\""));
        assertPatch(409, id, remove("/secret"));
        Answer answer = api.patch(id, add("/secret", "\"2\""));
        assertEquals("creating what one cannot see is creating", 200, answer.status());
        assertFalse(answer.json().has("secret"));
        assertEquals(Map.of("kept", "2", "secret", "2"), api.core.image(id).properties());
    }

    @Test
    @Covers({"op:PROP-16", "op:PROP-12"})
    public void aSaveLeavesAloneWhatItsCallerCannotRead() {
        String id = api.image("\"secret\":\"1\",\"open\":\"1\",\"tags\":[\"t\"]");
        api.core.plugins.protect(
                new FakeProtection().deny("secret", Action.READ, Action.CREATE, Action.UPDATE, Action.DELETE));
        for (String json : new String[] {
            replace("/name", "\"x\""),
            replace("/open", "\"2\""),
            remove("/open"),
            add("/fresh", "\"1\""),
            replace("/tags", "[\"u\"]"),
            replace("/visibility", "\"private\"")
        }) {
            Answer answer = api.patch(id, json);
            assertEquals(json, 200, answer.status());
            assertFalse(json, answer.json().has("secret"));
            assertEquals(json, "1", api.core.image(id).properties().get("secret"));
        }
        assertEquals(204, api.upload(id, new byte[1]).status());
        assertPatch(403, id, add("/secret", "\"2\""));
        assertEquals(Map.of("secret", "1", "fresh", "1"), api.core.image(id).properties());
        assertEquals(
                "1", api.as(ADMIN).get("/v2/images/" + id).json().get("secret").textValue());
    }

    @Test
    @Covers({"op:PROP-17", "PP-6"})
    public void whatAnImageIsMadeOfIsNeverProtected() {
        FakeProtection protection = new FakeProtection();
        for (String name : new String[] {
            "name",
            "visibility",
            "owner",
            "protected",
            "os_hidden",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "tags",
            "locations"
        }) {
            protection.deny(name, Action.values());
        }
        api.core.plugins.protect(protection);
        String id = api.image("\"name\":\"n\",\"tags\":[\"t\"],\"min_ram\":1");
        assertPatch(200, id, replace("/name", "\"x\""));
        assertPatch(200, id, replace("/visibility", "\"private\""));
        assertPatch(200, id, replace("/protected", "true"));
        assertPatch(200, id, replace("/protected", "false"));
        assertPatch(200, id, replace("/os_hidden", "true"));
        assertPatch(200, id, replace("/disk_format", "\"qcow2\""));
        assertPatch(200, id, replace("/container_format", "\"ovf\""));
        assertPatch(200, id, replace("/min_disk", "3"));
        assertPatch(200, id, replace("/tags", "[\"u\"]"));
        Answer shown = api.get("/v2/images/" + id);
        assertEquals("x", shown.json().get("name").textValue());
        assertEquals("[\"u\"]", shown.json().get("tags").toString());
        assertEquals("p1", shown.json().get("owner").textValue());
    }

    @Test
    @Covers({"op:PROP-18", "PATCH-21", "PP-7", "GOTCHA-23"})
    public void theServersOwnPropertiesAreReadAndNeverWritten() {
        String id = api.image();
        Image before = api.core.image(id);
        api.core
                .records
                .images()
                .update(
                        before,
                        before.toBuilder()
                                .property("os_glance_failed_import", "slow")
                                .build());
        api.core.plugins.protect(new FakeProtection().deny("os_glance_failed_import", Action.values()));
        for (RequestContext caller : new RequestContext[] {OWNER, ADMIN}) {
            api.as(caller);
            assertPatch(403, id, add("/os_glance_failed_import", "\"x\""));
            assertPatch(403, id, replace("/os_glance_failed_import", "\"x\""));
            assertPatch(403, id, remove("/os_glance_failed_import"));
            assertPatch(403, id, add("/os_glance_anything", "\"x\""));
            assertEquals(
                    403,
                    api.post("/v2/images", "{\"os_glance_anything\":\"x\"}").status());
            assertEquals(
                    "slow",
                    api.get("/v2/images/" + id)
                            .json()
                            .get("os_glance_failed_import")
                            .textValue());
        }
    }

    @Test
    @Covers({"PATCH-42", "STAT-7"})
    public void twoPatchesAtOnceBothCount() {
        String id = api.image("\"a\":\"1\"");
        api.core.worstMoment.before("update", () -> {
            Image image = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(image, image.toBuilder().name("other").build());
        });
        assertPatch(200, id, add("/b", "\"2\""));
        assertEquals("other", api.core.image(id).name());
        assertEquals("2", api.core.image(id).properties().get("b"));
    }

    @Test
    @Covers("VIS-5")
    public void anImageThatVanishesMeanwhileIsNotFound() {
        String id = api.image();
        api.core.worstMoment.before(
                "update", () -> api.core.records.images().delete(id, ImageStatus.DELETED, Instant.now()));
        assertPatch(404, id, replace("/name", "\"x\""));
    }

    @Test
    public void aDatabaseThatFailsChangesNothing() {
        String id = api.image();
        api.core.worstMoment.before("update", () -> {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The database is away.");
        });
        assertPatch(503, id, replace("/name", "\"x\""));
        assertPatch(200, id, replace("/name", "\"x\""));
    }
}
