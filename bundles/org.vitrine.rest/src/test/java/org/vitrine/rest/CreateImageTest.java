package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.image.Image;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.property.PropertyProtection.Action;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.property.FakeProtection;

/** What creating an image answers (contract sections 8 and 9). */
public class CreateImageTest {
    private static final Set<String> BASE = Set.of(
            "id",
            "name",
            "status",
            "visibility",
            "protected",
            "os_hidden",
            "owner",
            "tags",
            "created_at",
            "updated_at",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "size",
            "virtual_size",
            "container_format",
            "disk_format",
            "min_disk",
            "min_ram",
            "self",
            "file",
            "schema");
    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestApi api = new TestApi(Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    private Answer create(String json) {
        return api.post("/v2/images", json);
    }

    private int status(String json) {
        return create(json).status();
    }

    @Test
    @Covers({
        "IMG-CREATE-1",
        "IMG-CREATE-4",
        "IMG-CREATE-19",
        "REP-1",
        "REP-2",
        "REP-3",
        "REP-5",
        "REP-6",
        "REP-8",
        "REP-26",
        "GOTCHA-9",
        "GOTCHA-10",
        "GOTCHA-11",
        "GOTCHA-45",
        "EX-2"
    })
    public void nothingAskedMeansTheDefaults() {
        Answer answer = create("{}");
        assertEquals(201, answer.status());
        JsonNode image = answer.json();
        Set<String> keys = new TreeSet<>();
        image.fieldNames().forEachRemaining(keys::add);
        assertEquals(new TreeSet<>(BASE), keys);
        String id = image.get("id").textValue();
        assertTrue(id, Pattern.matches(UUID_FORM, id));
        for (String key : new String[] {
            "name",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "size",
            "virtual_size",
            "container_format",
            "disk_format"
        }) {
            assertTrue(key, image.get(key).isNull());
        }
        assertEquals("queued", image.get("status").textValue());
        assertEquals("shared", image.get("visibility").textValue());
        assertEquals("p1", image.get("owner").textValue());
        assertFalse(image.get("protected").booleanValue());
        assertFalse(image.get("os_hidden").booleanValue());
        assertEquals("0", image.get("min_disk").toString());
        assertEquals("[]", image.get("tags").toString());
        assertEquals("/v2/images/" + id, image.get("self").textValue());
        assertEquals("/v2/images/" + id + "/file", image.get("file").textValue());
        assertEquals("/v2/schemas/image", image.get("schema").textValue());
        String created = image.get("created_at").textValue();
        assertTrue(created, created.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
        assertEquals(created, image.get("updated_at").textValue());
        assertEquals("http://img.test:9292/v2/images/" + id, answer.header("Location"));
    }

    @Test
    @Covers({"IMG-CREATE-5", "IMG-CREATE-9", "IMG-CREATE-14", "IMG-CREATE-15", "REP-4", "REP-9", "REP-10"})
    public void whatIsAskedIsThereInEveryAnswer() {
        Answer answer =
                create("{\"id\":\"ABCDEF00-0000-4000-8000-000000000001\",\"name\":\"\",\"visibility\":\"private\","
                        + "\"protected\":true,\"os_hidden\":true,\"owner\":\"p1\",\"container_format\":\"ami\","
                        + "\"disk_format\":\"iso\",\"min_disk\":2147483647,\"min_ram\":1.0,\"tags\":[\"b\",\"b\"],"
                        + "\"a:b/c ~\u00fc\":\"v\",\"\":\"nameless\"}");
        assertEquals(201, answer.status());
        JsonNode image = answer.json();
        assertEquals("ABCDEF00-0000-4000-8000-000000000001", image.get("id").textValue());
        assertEquals("", image.get("name").textValue());
        assertEquals(2147483647, image.get("min_disk").intValue());
        assertEquals("1", image.get("min_ram").toString());
        assertEquals("[\"b\"]", image.get("tags").toString());
        assertEquals("v", image.get("a:b/c ~\u00fc").textValue());
        assertEquals("nameless", image.get("").textValue());
        String path = image.get("self").textValue();
        assertEquals(image, api.get(path).json());
        assertEquals(
                image, api.get("/v2/images?os_hidden=true").json().get("images").get(0));
        assertEquals(image, api.patch(image.get("id").textValue(), "[]").json());
        assertEquals("names need not be different", 201, status("{\"name\":\"\"}"));
    }

    @Test
    @Covers({"IMG-CREATE-7", "IMG-CREATE-8", "DEL-13", "GOTCHA-26", "ERR-30"})
    public void anIdIsTakenForGood() {
        String id = "11111111-1111-4111-8111-111111111111";
        String json = "{\"id\":\"" + id + "\"}";
        assertEquals(201, status(json));
        assertEquals(409, status(json));
        api.as(Callers.member("p2"));
        assertEquals("invisible, but taken", 409, status(json));
        api.as(Callers.member("p1"));
        assertEquals(204, api.delete("/v2/images/" + id).status());
        Answer answer = create(json);
        assertEquals(409, answer.status());
        assertTrue(answer.text(), answer.text().contains(id));
        for (String bad : new String[] {"x", "", id + "\\n", id + "0", id.replace('-', '0'), "g" + id.substring(1)}) {
            assertEquals(bad, 400, status("{\"id\":\"" + bad + "\"}"));
        }
        assertEquals(400, status("{\"id\":null}"));
    }

    @Test
    @Covers({"IMG-CREATE-10", "POL-9", "POL-10", "ERR-22"})
    public void whoMayMakeAnImagePublic() {
        assertEquals(201, status("{\"visibility\":\"private\"}"));
        assertEquals(201, status("{\"visibility\":\"community\"}"));
        Answer refused = create("{\"visibility\":\"public\"}");
        assertEquals(403, refused.status());
        assertTrue(
                refused.text(), refused.text().contains("You are not authorized to complete publicize_image action."));
        api.core.policy.deny("communitize_image");
        assertEquals(403, status("{\"visibility\":\"community\"}"));
        assertEquals(400, status("{\"visibility\":\"secret\"}"));
        assertEquals(400, status("{\"visibility\":null}"));
        api.as(Callers.admin("adm"));
        assertEquals(201, status("{\"visibility\":\"public\"}"));
    }

    @Test
    @Covers({"IMG-CREATE-11", "POL-1", "op:POL-91"})
    public void anImageBelongsToItsCreatorsProject() {
        Answer foreign = create("{\"owner\":\"p2\",\"visibility\":\"public\"}");
        assertEquals(403, foreign.status());
        assertTrue(foreign.text().contains("You are not permitted to create images owned by 'p2'"));
        assertTrue(create("{\"owner\":null}").text().contains("owned by 'None'"));
        assertEquals(201, status("{\"owner\":\"p1\"}"));
        api.as(Callers.admin("adm"));
        assertEquals("p2", create("{\"owner\":\"p2\"}").json().get("owner").textValue());
        assertTrue(create("{\"owner\":null}").json().get("owner").isNull());
        assertTrue(create("{\"owner\":\"\"}").json().get("owner").isNull());
        assertEquals("adm", create("{}").json().get("owner").textValue());
        api.as(Callers.unauthenticatedAdmin());
        assertTrue(create("{}").json().get("owner").isNull());
        api.as(Callers.reader("p1"));
        Answer reader = create("{}");
        assertEquals(403, reader.status());
        assertTrue(reader.text().contains("You are not authorized to complete add_image action."));
    }

    @Test
    @Covers({"IMG-CREATE-6", "ERR-25", "GOTCHA-46", "SCH-5", "PP-3", "op:PROP-11"})
    public void theFirstCheckThatFailsAnswers() {
        FakeProtection protection = new FakeProtection().deny("guarded", Action.CREATE);
        api.core.plugins.protect(protection);
        Settings.change(api.core.settings, Map.of("image_tag_quota", 1, "image_property_quota", 1));
        // Each member's check comes before those of all members below it.
        String[][] ladder = {
            {"403", "\"self\":\"x\"", "Attribute 'self' is read-only."},
            {"400", "\"protected\":\"yes\"", "protected"},
            {"403", "\"os_glance_x\":\"x\"", "Attribute 'os_glance_x' is reserved."},
            {"403", "\"owner\":\"p9\"", "owned by 'p9'"},
            {"403", "\"visibility\":\"public\"", "publicize_image"},
            {"403", "\"guarded\":\"x\"", "Attribute 'guarded' is reserved."},
            {"413", "\"tags\":[\"a\",\"a\"]", "number of allowed image tags. Attempted: 2, Maximum: 1"},
            {"403", "\"size\":5", "Attribute 'size' is read-only or reserved."},
            {"403", "\"locations\":[]", "Attribute 'locations' is read-only or reserved."},
            {"400", "\"min_disk\":-1", "Invalid value '-1' for parameter 'min_disk': Cannot be a negative value"},
            {"413", "\"k1\":\"x\",\"k2\":\"x\"", "number of allowed image properties. Attempted: "},
            {"400", "\"min_ram\":2147483648", "'min_ram' value out of range, must not exceed 2147483647."},
            {"400", "\"name\":\"\\u0000\"", "The name can't contain"},
        };
        for (int first = 0; first < ladder.length; first++) {
            StringBuilder json = new StringBuilder();
            for (int i = ladder.length - 1; i >= first; i--) {
                json.append(json.isEmpty() ? "{" : ",").append(ladder[i][1]);
            }
            Answer answer = create(json.append('}').toString());
            assertEquals(json.toString(), ladder[first][0], String.valueOf(answer.status()));
            assertTrue(answer.text() + " for " + json, answer.text().contains(ladder[first][2]));
        }
        api.as(Callers.anonymous());
        assertEquals(400, status("{\"protected\":\"yes\"}"));
        assertEquals(403, status("{\"os_glance_x\":\"x\"}"));
        Answer anonymous = create("{\"owner\":\"p9\"}");
        assertEquals(403, anonymous.status());
        assertTrue(anonymous.text().contains("Read-only access"));
        assertEquals(0, api.core.records.images().usage("p1", null).images());
    }

    @Test
    @Covers({"IMG-CREATE-12", "IMG-CREATE-13", "IMG-CREATE-16", "LIM-12", "LIM-13", "LIM-31", "LIM-32"})
    public void valuesThatDoNotFitAreInvalid() {
        for (String members : new String[] {
            "\"protected\":\"true\"",
            "\"os_hidden\":1",
            "\"disk_format\":\"floppy\"",
            "\"container_format\":\"box\"",
            "\"disk_format\":5",
            "\"min_disk\":1.5",
            "\"min_disk\":true",
            "\"min_disk\":\"1\"",
            "\"min_disk\":null",
            "\"min_ram\":2147483648",
            "\"min_ram\":99999999999999999999",
            "\"name\":5",
            "\"name\":\"" + "n".repeat(256) + '"',
            "\"owner\":\"" + "n".repeat(256) + '"',
            "\"tags\":[\"" + "n".repeat(256) + "\"]",
            "\"tags\":[null]",
            "\"tags\":\"x\"",
            '"' + "n".repeat(256) + "\":\"x\"",
            "\"k\":1",
            "\"k\":null",
            "\"k\":true",
            "\"k\":[\"x\"]",
            "\"k\":{}",
            "\"size\":\"x\"",
            "\"status\":\"odd\"",
            "\"locations\":5"
        }) {
            assertEquals(members, 400, status("{" + members + "}"));
        }
        for (String members : new String[] {
            "\"disk_format\":null,\"container_format\":null,\"name\":null",
            "\"name\":\"" + "\u00fc".repeat(255) + '"',
            '"' + "n".repeat(255) + "\":\"x\"",
            "\"disk_format\":\"ploop\",\"container_format\":\"compressed\""
        }) {
            assertEquals(members, 201, status("{" + members + "}"));
        }
    }

    @Test
    @Covers({"LIM-1", "LIM-2", "GOTCHA-4", "ERR-33", "op:CFG-43", "op:CFG-44", "op:CFG-66"})
    public void quotasEndExactlyAtTheirNumber() {
        Settings.change(api.core.settings, Map.of("image_tag_quota", 2, "image_property_quota", 2));
        assertEquals(201, status("{\"tags\":[\"a\",\"b\"],\"k1\":\"x\",\"k2\":\"x\"}"));
        Answer tags = create("{\"tags\":[\"a\",\"a\",\"a\"]}");
        assertEquals("counted as sent", 413, tags.status());
        assertTrue(tags.text().contains("Attempted: 3, Maximum: 2"));
        assertEquals(413, status("{\"k1\":\"x\",\"k2\":\"x\",\"k3\":\"x\"}"));
        Settings.change(api.core.settings, Map.of("image_tag_quota", 0, "image_property_quota", 0));
        assertEquals(201, status("{}"));
        assertEquals(413, status("{\"tags\":[\"a\"]}"));
        assertEquals(413, status("{\"k\":\"v\"}"));
        Settings.change(api.core.settings, Map.of("image_tag_quota", -1, "image_property_quota", -1));
        ArrayNode many = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 500; i++) {
            many.add("t" + i);
        }
        assertEquals(201, status("{\"tags\":" + many + ",\"k1\":\"x\",\"k2\":\"x\",\"k3\":\"x\"}"));
    }

    @Test
    @Covers({"IMG-CREATE-2", "IMG-CREATE-3", "IMG-CREATE-18", "LIM-14"})
    public void headersTellWhatComesNext() {
        assertNull(create("{}").header("OpenStack-image-store-ids"));
        Settings.change(
                api.core.settings, Map.of("enabled_import_methods", new String[] {"glance-direct", " copy-image "}));
        assertEquals("glance-direct,copy-image", create("{}").header("OpenStack-image-import-methods"));
        Settings.change(api.core.settings, Map.of("enabled_import_methods", new String[] {""}));
        assertNull(create("{}").header("OpenStack-image-import-methods"));
        api.close();
        api = new TestApi(new TestCore(Map.of(), "slow", "fast", "middle"), Callers.member("p1"));
        Answer answer = api.send("POST", "/v2/images", Map.of("x-image-meta-store", "nonsense"), "{}".getBytes());
        assertEquals(201, answer.status());
        assertEquals("slow,fast,middle", answer.header("OpenStack-image-store-ids"));
        assertFalse(answer.json().has("stores"));
    }

    @Test
    @Covers({"IMG-CREATE-17"})
    public void hashesOfDataThatIsNotThereAreDropped() {
        Answer answer = create("{\"os_hash_algo\":\"sha512\",\"os_hash_value\":\"abc\"}");
        assertEquals(201, answer.status());
        assertTrue(answer.json().get("os_hash_algo").isNull());
        assertTrue(answer.json().get("os_hash_value").isNull());
    }

    @Test
    @Covers({"LIM-16", "SCH-6", "SCH-8", "REP-11", "IMG-CREATE-16"})
    public void declaredPropertiesHaveTheirOwnSchema() throws Exception {
        Path file = folder.newFile("schema-image.json").toPath();
        Files.writeString(
                file,
                "{\"kernel_id\":{\"type\":[\"null\",\"string\"],\"pattern\":\"^([0-9a-f]{8})$\"},"
                        + "\"sealed\":{\"type\":\"boolean\"},\"kind\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}");
        api.close();
        api = new TestApi(
                new TestCore(Map.of("allow_additional_image_properties", false), "main"),
                Callers.member("p1"),
                file.toString());
        JsonNode image =
                create("{\"kernel_id\":null,\"sealed\":true,\"kind\":\"a\"}").json();
        assertTrue("declared as nullable", image.get("kernel_id").isNull());
        assertEquals("true", image.get("sealed").textValue());
        for (String members : new String[] {
            "\"kernel_id\":\"x\"",
            "\"kernel_id\":\"01234567\\n\"",
            "\"kernel_id\":5",
            "\"kind\":\"c\"",
            "\"other\":\"x\""
        }) {
            assertEquals(members, 400, status("{" + members + "}"));
        }
        assertEquals(
                400,
                api.patch(image.get("id").textValue(), "[{\"op\":\"add\",\"path\":\"/other\",\"value\":\"x\"}]")
                        .status());
        Image old = api.core.image(image.get("id").textValue());
        api.core
                .records
                .images()
                .update(old, old.toBuilder().property("undeclared", null).build());
        JsonNode again = api.get(image.get("self").textValue()).json();
        assertEquals("", again.get("undeclared").textValue());
        assertTrue(again.get("kernel_id").isNull());
    }

    @Test
    @Covers({"PP-4", "PP-6", "PP-7"})
    public void aPropertyMayBeCreatedThatCannotBeRead() {
        api.core.plugins.protect(
                new FakeProtection().deny("secret", Action.READ).deny("name", Action.CREATE));
        Answer answer = create("{\"name\":\"base attributes are not protected\",\"secret\":\"x\",\"open\":\"y\"}");
        assertEquals(201, answer.status());
        assertFalse(answer.json().has("secret"));
        assertEquals("y", answer.json().get("open").textValue());
        String path = answer.json().get("self").textValue();
        assertFalse(api.get(path).json().has("secret"));
        assertFalse(api.get("/v2/images").json().get("images").get(0).has("secret"));
        api.as(Callers.admin("adm"));
        assertEquals("x", api.get(path).json().get("secret").textValue());
    }

    @Test
    @Covers("PP-1")
    public void protectionThatIsMissingProtectsEverything() {
        api.core.plugins.protect(null);
        assertEquals(403, status("{\"k\":\"v\"}"));
        assertEquals(201, status("{}"));
    }
}
