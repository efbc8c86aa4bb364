package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.rest.schemas.TestSchemas;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.quota.FakeLimits;
import org.vitrine.spi.testkit.store.MemoryStore;

/** What the server tells of itself: import methods, stores, usage, schemas (contract sections 16.7 and 23). */
public class DiscoveryTest {
    private static final RequestContext NOBODY = Callers.nobody("p1");
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final String UUID =
            "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";

    private static final String TEXT = "[\"null\",\"string\"]";
    private static final String NUMBER = "[\"null\",\"integer\"]";
    /** Name, type, R for read-only, and one more member. */
    private static final String[][] IMAGE = {
        {"id", "\"string\"", "", "pattern", '"' + UUID + '"'},
        {"name", TEXT, "", "maxLength", "255"},
        {
            "status",
            "\"string\"",
            "R",
            "enum",
            "[\"queued\",\"saving\",\"active\",\"killed\",\"deleted\",\"uploading\",\"importing\","
                    + "\"pending_delete\",\"deactivated\"]"
        },
        {"visibility", "\"string\"", "", "enum", "[\"community\",\"public\",\"private\",\"shared\"]"},
        {"protected", "\"boolean\"", "", null, null},
        {"os_hidden", "\"boolean\"", "", null, null},
        {"checksum", TEXT, "R", "maxLength", "32"},
        {"os_hash_algo", TEXT, "R", "maxLength", "64"},
        {"os_hash_value", TEXT, "R", "maxLength", "128"},
        {"owner", TEXT, "", "maxLength", "255"},
        {"size", NUMBER, "R", null, null},
        {"virtual_size", NUMBER, "R", null, null},
        {
            "container_format",
            TEXT,
            "",
            "enum",
            "[null,\"ami\",\"ari\",\"aki\",\"bare\",\"ovf\",\"ova\",\"docker\",\"compressed\"]"
        },
        {
            "disk_format",
            TEXT,
            "",
            "enum",
            "[null,\"ami\",\"ari\",\"aki\",\"vhd\",\"vhdx\",\"vmdk\",\"raw\",\"qcow2\",\"vdi\",\"iso\",\"ploop\"]"
        },
        {"created_at", "\"string\"", "R", null, null},
        {"updated_at", "\"string\"", "R", null, null},
        {"tags", "\"array\"", "", "items", "{\"type\":\"string\",\"maxLength\":255}"},
        {"direct_url", "\"string\"", "R", null, null},
        {"min_ram", "\"integer\"", "", null, null},
        {"min_disk", "\"integer\"", "", null, null},
        {"self", "\"string\"", "R", null, null},
        {"file", "\"string\"", "R", null, null},
        {"stores", "\"string\"", "R", null, null},
        {"schema", "\"string\"", "R", null, null},
        {"locations", "\"array\"", "", null, null}
    };

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestApi api = new TestApi(NOBODY);

    @After
    public void close() {
        api.close();
    }

    private void serve(Map<String, Object> options, String schemaFile, String... stores) {
        api.close();
        api = new TestApi(new TestCore(options, stores), NOBODY, schemaFile);
    }

    private JsonNode schema(String name) {
        return api.get("/v2/schemas/" + name).json();
    }

    @Test
    @Covers({"DISC-1", "DISC-3", "DISC-5", "LIM-7", "DIS-1"})
    public void anybodyMayAskForMethodsAndUsage() {
        assertEquals(
                "{\"import-methods\":{\"description\":\"Import methods available.\",\"type\":\"array\",\"value\":[\"glance-direct\",\"copy-image\"]}}",
                api.get("/v2/info/import").json().toString());
        Settings.change(
                api.core.settings, Map.of("enabled_import_methods", new String[] {"copy-image", "glance-direct"}));
        assertEquals(
                "[\"copy-image\",\"glance-direct\"]",
                api.get("/v2/info/import")
                        .json()
                        .get("import-methods")
                        .get("value")
                        .toString());
        assertEquals("{\"usage\":{}}", api.get("/v2/info/usage").json().toString());
        api.core.plugins.limit(new FakeLimits(), false);
        assertEquals(
                "{\"usage\":{\"image_size_total\":{\"usage\":0,\"limit\":10},"
                        + "\"image_stage_total\":{\"usage\":0,\"limit\":10},"
                        + "\"image_count_total\":{\"usage\":0,\"limit\":10},"
                        + "\"image_count_uploading\":{\"usage\":0,\"limit\":10}}}",
                api.get("/v2/info/usage").json().toString());
    }

    @Test
    @Covers({"DISC-2", "DISC-3", "DISC-4", "POL-23", "GOTCHA-33", "DIS-4", "EX-9", "op:STORE-33", "op:STORE-34"})
    public void storesAreThoseOfAMultiStoreServer() {
        for (String path : new String[] {"/v2/info/stores", "/v2/info/stores/detail"}) {
            Answer single = api.get(path);
            assertEquals(404, single.status());
            assertTrue(single.text().contains("Multi backend is not supported at this site."));
        }
        assertEquals(404, api.get("/v2/stores/info").status());
        serve(Map.of(), "", "slow", "fast");
        api.core.add(new MemoryStore("fast", 7, EnumSet.of(Capability.RANDOM_ACCESS)));
        assertEquals(
                "{\"stores\":[{\"id\":\"slow\",\"description\":\"in memory\",\"default\":\"true\"},"
                        + "{\"id\":\"fast\",\"description\":\"in memory\",\"read-only\":\"true\"}]}",
                api.get("/v2/info/stores").json().toString());
        Answer denied = api.get("/v2/info/stores/detail");
        assertEquals(403, denied.status());
        assertTrue(denied.text().contains("stores_info_detail"));
        JsonNode fast =
                api.as(ADMIN).get("/v2/info/stores/detail").json().get("stores").get(1);
        assertEquals("memory", fast.get("type").textValue());
        assertEquals(7, fast.get("weight").intValue());
        assertEquals("{\"volatile\":true}", fast.get("properties").toString());
        assertEquals("true", fast.get("read-only").textValue());
        api.core.plugins.unbind(api.core.stores.get("slow"));
        assertEquals(
                "one that is away",
                1,
                api.get("/v2/info/stores").json().get("stores").size());
    }

    @Test
    @Covers({
        "SCH-1",
        "SCH-2",
        "SCH-3",
        "SCH-30",
        "SCH-31",
        "SCH-32",
        "SCH-33",
        "SCH-34",
        "SCH-35",
        "SCH-36",
        "SCH-37",
        "SCH-38",
        "SCH-39",
        "SCH-40",
        "SCH-41",
        "SCH-42",
        "SCH-43",
        "SCH-44",
        "SCH-45",
        "SCH-46",
        "SCH-47",
        "SCH-48",
        "SCH-49",
        "op:FMT-3",
        "CLI-7"
    })
    public void theSchemaOfAnImage() {
        JsonNode schema = schema("image");
        assertEquals("image", schema.get("name").textValue());
        assertEquals("{\"type\":\"string\"}", schema.get("additionalProperties").toString());
        assertEquals(
                "[{\"rel\":\"self\",\"href\":\"{self}\"},{\"rel\":\"enclosure\",\"href\":\"{file}\"},"
                        + "{\"rel\":\"describedby\",\"href\":\"{schema}\"}]",
                schema.get("links").toString());
        assertEquals(4, schema.size());
        JsonNode properties = schema.get("properties");
        assertEquals(IMAGE.length, properties.size());
        for (String[] row : IMAGE) {
            JsonNode property = properties.get(row[0]);
            assertEquals(row[0], row[1], property.get("type").toString());
            assertEquals(row[0], row[2].equals("R"), property.path("readOnly").asBoolean());
            assertTrue(row[0], property.get("description").textValue().length() > 5);
            assertFalse(row[0], property.has("is_base"));
            if (row[3] != null) {
                assertEquals(row[0], row[4], property.get(row[3]).toString());
            }
        }
        JsonNode location = properties.get("locations").get("items");
        assertEquals("[\"url\",\"metadata\"]", location.get("required").toString());
        assertEquals(
                "255", location.get("properties").get("url").get("maxLength").toString());
        JsonNode validation = location.get("properties").get("validation_data");
        assertTrue(validation.get("writeOnly").booleanValue());
        assertFalse(validation.get("additionalProperties").booleanValue());
        assertEquals(
                "[\"os_hash_algo\",\"os_hash_value\"]",
                validation.get("required").toString());
        JsonNode checksum = validation.get("properties").get("checksum");
        assertEquals("32", checksum.get("minLength").toString());
        assertEquals("32", checksum.get("maxLength").toString());
    }

    @Test
    @Covers("SCH-4")
    public void theSchemaOfImages() {
        JsonNode schema = schema("images");
        assertEquals("images", schema.get("name").textValue());
        assertEquals(schema("image"), schema.get("properties").get("images").get("items"));
        assertEquals("array", schema.get("properties").get("images").get("type").textValue());
        for (String link : new String[] {"first", "next", "schema"}) {
            assertEquals(
                    "{\"type\":\"string\"}", schema.get("properties").get(link).toString());
        }
        assertEquals(
                "[{\"rel\":\"first\",\"href\":\"{first}\"},{\"rel\":\"next\",\"href\":\"{next}\"},"
                        + "{\"rel\":\"describedby\",\"href\":\"{schema}\"}]",
                schema.get("links").toString());
    }

    @Test
    @Covers({"SCH-10", "SCH-11"})
    public void theSchemasOfMembers() {
        JsonNode member = schema("member");
        assertEquals("member", member.get("name").textValue());
        assertEquals(2, member.size());
        JsonNode properties = member.get("properties");
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("member_id", "image_id", "created_at", "updated_at", "status", "schema"), names);
        assertEquals(UUID, properties.get("image_id").get("pattern").textValue());
        assertEquals(
                "[\"pending\",\"accepted\",\"rejected\"]",
                properties.get("status").get("enum").toString());
        assertTrue(properties.get("schema").get("readOnly").booleanValue());
        JsonNode members = schema("members");
        assertEquals(member, members.get("properties").get("members").get("items"));
        assertEquals(
                "{\"type\":\"string\"}", members.get("properties").get("schema").toString());
        assertEquals(
                "[{\"rel\":\"describedby\",\"href\":\"{schema}\"}]",
                members.get("links").toString());
        assertEquals(3, members.size());
    }

    @Test
    @Covers({"LIM-16", "SCH-3", "LIM-12", "LIM-13"})
    public void theSchemaFollowsTheOptions() {
        serve(
                Map.of(
                        "allow_additional_image_properties",
                        false,
                        "disk_formats",
                        new String[] {"raw", " luks "},
                        "container_formats",
                        new String[] {"bare"}),
                "",
                "main");
        JsonNode schema = schema("image");
        assertFalse(schema.get("additionalProperties").booleanValue());
        assertNull(schema.get("links"));
        assertEquals(
                "[null,\"raw\",\"luks\"]",
                schema.get("properties").get("disk_format").get("enum").toString());
        assertEquals(schema, schema("images").get("properties").get("images").get("items"));
        api.as(Callers.member("p1"));
        assertEquals(201, api.post("/v2/images", "{\"disk_format\":\"luks\"}").status());
        assertEquals(400, api.post("/v2/images", "{\"disk_format\":\"qcow2\"}").status());
        assertEquals(
                400, api.post("/v2/images", "{\"container_format\":\"ovf\"}").status());
    }

    @Test
    @Covers({"SCH-6", "SCH-7", "op:SCHEMA-1"})
    public void theSchemaFileAddsProperties() throws Exception {
        Path file = folder.newFile("schema-image.json").toPath();
        Files.writeString(file, "{\"kernel_id\":{\"type\":[\"null\",\"string\"],\"description\":\"d\"}}");
        serve(Map.of(), file.toString(), "main");
        assertEquals(
                "{\"type\":[\"null\",\"string\"],\"description\":\"d\",\"is_base\":false}",
                schema("image").get("properties").get("kernel_id").toString());
        serve(Map.of(), file + ".missing", "main");
        assertNull(schema("image").get("properties").get("kernel_id"));
        for (String wrong : new String[] {
            "{\"name\":{\"type\":\"integer\"}}",
            "{\"kernel_id\":\"string\"}",
            "{\"kernel_id\":{\"type\":\"string\",\"pattern\":\"(\"}}"
        }) {
            Files.writeString(file, wrong);
            assertThrows(wrong, IllegalArgumentException.class, () -> TestSchemas.create(file.toString()));
        }
    }
}
