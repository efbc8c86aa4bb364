package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What the calls on properties, objects, tags and associations answer (contract sections 24.3 to 24.6). */
public class MetadefItemsApiTest {
    private static final String NAMESPACE = "/v2/metadefs/namespaces/N";
    private static final String PROPERTIES = NAMESPACE + "/properties";
    private static final String OBJECTS = NAMESPACE + "/objects";
    private static final String TAGS = NAMESPACE + "/tags";
    private static final String TYPES = NAMESPACE + "/resource_types";
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final RequestContext MEMBER = Callers.member("p1");
    private static final String P = "{\"name\":\"p\",\"title\":\"T\",\"type\":\"string\"}";

    private final TestApi api = new TestApi(ADMIN);

    @Before
    public void open() {
        api.post("/v2/metadefs/namespaces", "{\"namespace\":\"N\",\"visibility\":\"public\"}");
        api.post("/v2/metadefs/namespaces", "{\"namespace\":\"S\",\"protected\":true}");
    }

    @After
    public void close() {
        api.close();
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    @Covers({"MDP-1", "MDP-2", "MDP-3", "GOTCHA-36"})
    public void aPropertyIsAddedAsItWasGiven() {
        String json =
                "{\"name\":\"p\",\"title\":\"T\",\"type\":\"array\",\"description\":\"d\",\"operators\":[\"<in>\"],"
                        + "\"default\":100,\"readonly\":true,\"minimum\":1.5,\"maximum\":2e3,\"enum\":[\"a\",1],\"pattern\":\"(\","
                        + "\"minLength\":0,\"maxLength\":9,\"items\":{\"type\":\"string\",\"enum\":[\"x\"]},\"uniqueItems\":false,"
                        + "\"minItems\":1,\"maxItems\":2,\"additionalItems\":true}";
        Answer added = api.post(PROPERTIES, json);
        assertEquals(201, added.status());
        assertEquals(null, added.header("Location"));
        JsonNode shown = api.as(MEMBER).get(PROPERTIES + "/p").json();
        assertEquals(added.json(), shown);
        assertEquals(18, keys(shown).size());
        assertEquals("100", shown.get("default").textValue());
        assertEquals("1.5", shown.get("minimum").asText());
        assertEquals(2000, shown.get("maximum").intValue());
        assertEquals("1", shown.at("/enum/1").textValue());
        assertEquals("x", shown.at("/items/enum/0").textValue());
        assertEquals(409, api.as(ADMIN).post(PROPERTIES, json).status());
    }

    @Test
    @Covers({"MDP-4", "MDP-6", "MDP-7"})
    public void propertiesAreListedReplacedAndRemoved() {
        assertEquals("{\"properties\":{}}", api.get(PROPERTIES).text());
        api.post(PROPERTIES, P);
        assertEquals("p", api.get(PROPERTIES).json().at("/properties/p/name").textValue());
        Answer renamed = api.put(PROPERTIES + "/p", "{\"name\":\"q\",\"title\":\"U\",\"type\":\"boolean\"}");
        assertEquals(200, renamed.status());
        assertEquals("{\"name\":\"q\",\"title\":\"U\",\"type\":\"boolean\"}", renamed.text());
        assertEquals(404, api.get(PROPERTIES + "/p").status());
        assertEquals(404, api.put(PROPERTIES + "/p", P).status());
        api.post(PROPERTIES, P);
        assertEquals(409, api.put(PROPERTIES + "/q", P).status());
        assertEquals(204, api.delete(PROPERTIES + "/q").status());
        assertEquals(404, api.delete(PROPERTIES + "/q").status());
        assertEquals(204, api.delete(PROPERTIES).status());
        assertEquals(0, api.get(PROPERTIES).json().get("properties").size());
        assertEquals(404, api.get("/v2/metadefs/namespaces/none/properties").status());
    }

    @Test
    @Covers("MDP-5")
    public void aPropertyIsShownByTheNameOfAResourceType() {
        api.post(PROPERTIES, P);
        api.post(TYPES, "{\"name\":\"R\",\"prefix\":\"hw:\"}");
        api.post(TYPES, "{\"name\":\"S\"}");
        assertEquals(
                "p",
                api.get(PROPERTIES + "/hw:p?resource_type=R").json().get("name").textValue());
        assertEquals(404, api.get(PROPERTIES + "/p?resource_type=R").status());
        assertEquals(404, api.get(PROPERTIES + "/p?resource_type=S").status());
        assertEquals(404, api.get(PROPERTIES + "/p?resource_type=none").status());
        assertEquals(200, api.get(PROPERTIES + "/p?resource_type=").status());
        assertEquals(200, api.get(PROPERTIES + "/p?foo=1").status());
    }

    @Test
    @Covers({"MD-6", "MD-7", "MDP-1"})
    public void wrongPropertiesAreRefused() {
        for (String json : new String[] {
            "{\"title\":\"T\",\"type\":\"string\"}",
            "{\"name\":\"p\",\"type\":\"string\"}",
            "{\"name\":\"p\",\"title\":\"T\"}",
            "{\"name\":\"p\",\"title\":\"T\",\"type\":null}",
            "{\"name\":\"\",\"title\":\"T\",\"type\":\"string\"}",
            "{\"name\":\"p\",\"title\":\"T\",\"type\":\"string\",\"self\":\"x\"}",
            "{\"name\":\"p\",\"title\":\"T\",\"type\":\"string\",\"minLength\":-1}",
            "{\"name\":\"p\",\"title\":\"T\",\"type\":\"string\",\"maximum\":1e999999}",
            "{\"name\":\"p\",\"title\":\"T\\ud83d\\ude00\",\"type\":\"string\"}",
            "[]"
        }) {
            assertEquals(json, 400, api.post(PROPERTIES, json).status());
            assertEquals(json, 400, api.put(PROPERTIES + "/p", json).status());
        }
        String times = "{\"name\":\"p\",\"title\":\"T\",\"type\":\"string\",\"created_at\":\"x\"}";
        assertEquals(403, api.post(PROPERTIES, times).status());
    }

    @Test
    @Covers({"MDO-1", "MDO-2", "MDO-3", "GOTCHA-36"})
    public void objectsAreAddedAndShown() {
        Answer bare = api.post(OBJECTS, "{\"name\":\"bare\"}");
        assertEquals(201, bare.status());
        assertEquals(Set.of("name", "self", "schema", "created_at", "updated_at"), keys(bare.json()));
        JsonNode shown = api.get(OBJECTS + "/bare").json();
        assertTrue(shown.get("required").isEmpty() && shown.get("required").isArray());
        assertTrue(shown.get("properties").isEmpty() && shown.get("properties").isObject());
        Answer full = api.post(
                OBJECTS,
                "{\"name\":\"full\",\"description\":\"d\",\"required\":[\"a\",\"b\"],"
                        + "\"properties\":{\"a\":{\"title\":\"T\",\"type\":\"integer\",\"default\":5,\"name\":\"n\"}}}");
        assertEquals(full.json(), api.get(OBJECTS + "/full").json());
        assertEquals("5", full.json().at("/properties/a/default").textValue());
        assertEquals(
                "/v2/metadefs/namespaces/N/objects/full",
                full.json().get("self").textValue());
        assertEquals("/v2/schemas/metadefs/object", full.json().get("schema").textValue());
        assertEquals(409, api.post(OBJECTS, "{\"name\":\"full\"}").status());
        JsonNode list = api.as(MEMBER)
                .get(OBJECTS + "?limit=1&marker=none&sort_key=foo&visibility=shared")
                .json();
        assertEquals(2, list.get("objects").size());
        assertEquals("v2/schemas/metadefs/objects", list.get("schema").textValue());
        for (String query : new String[] {"limit=0", "limit=x", "sort_dir=x", "visibility=foo"}) {
            assertEquals(query, 400, api.get(OBJECTS + "?" + query).status());
        }
    }

    @Test
    @Covers({"MDO-4", "MD-6"})
    public void objectsAreReplacedAndRemoved() {
        api.post(OBJECTS, "{\"name\":\"a\",\"description\":\"d\",\"required\":[\"x\"]}");
        api.post(OBJECTS, "{\"name\":\"b\"}");
        Answer renamed = api.put(OBJECTS + "/a", "{\"name\":\"c\",\"properties\":{}}");
        assertEquals(200, renamed.status());
        assertEquals(Set.of("name", "properties", "self", "schema", "created_at", "updated_at"), keys(renamed.json()));
        assertEquals(404, api.get(OBJECTS + "/a").status());
        assertFalse(api.get(OBJECTS + "/c").json().has("description"));
        assertEquals(409, api.put(OBJECTS + "/c", "{\"name\":\"b\"}").status());
        assertEquals(404, api.put(OBJECTS + "/a", "{\"name\":\"b\"}").status());
        for (String json : new String[] {
            "{}",
            "{\"name\":\"x\",\"foo\":1}",
            "{\"name\":\"x\",\"required\":[1]}",
            "{\"name\":\"x\",\"description\":null}"
        }) {
            assertEquals(json, 400, api.put(OBJECTS + "/c", json).status());
            assertEquals(json, 400, api.post(OBJECTS, json).status());
        }
        for (String key : new String[] {"self", "schema", "created_at", "updated_at"}) {
            assertEquals(
                    403,
                    api.post(OBJECTS, "{\"name\":\"x\",\"" + key + "\":\"x\"}").status());
        }
        assertEquals(204, api.delete(OBJECTS + "/c").status());
        assertEquals(404, api.delete(OBJECTS + "/c").status());
        assertEquals(204, api.delete(OBJECTS).status());
        assertEquals(0, api.get(OBJECTS).json().get("objects").size());
    }

    private List<String> tags(String query) {
        List<String> names = new ArrayList<>();
        api.get(TAGS + query).json().get("tags").forEach(tag -> {
            assertEquals(Set.of("name"), keys(tag));
            names.add(tag.get("name").textValue());
        });
        return names;
    }

    private Answer many(String append, String... names) {
        StringBuilder json = new StringBuilder();
        for (String name : names) {
            json.append(json.isEmpty() ? "{\"tags\":[" : ",")
                    .append("{\"name\":\"")
                    .append(name)
                    .append("\"}");
        }
        Map<String, String> headers = append == null ? Map.of() : Map.of("X-OpenStack-Append", append);
        return api.send("POST", TAGS, headers, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Covers({"MDT-1", "MDT-6", "MD-7"})
    public void oneTag() {
        Answer added = api.send("POST", TAGS + "/t%C3%A4g", Map.of());
        assertEquals(201, added.status());
        assertEquals(Set.of("name", "created_at", "updated_at"), keys(added.json()));
        assertEquals("täg", added.json().get("name").textValue());
        assertEquals(409, api.send("POST", TAGS + "/t%C3%A4g", Map.of()).status());
        assertEquals(400, api.post(TAGS + "/x", "{}").status());
        assertEquals(
                400, api.send("POST", TAGS + "/" + "x".repeat(81), Map.of()).status());
        assertEquals(400, api.send("POST", TAGS + "/%F0%9F%98%80", Map.of()).status());
        assertEquals(200, api.as(MEMBER).get(TAGS + "/täg").status());
        api.as(ADMIN).send("POST", TAGS + "/u", Map.of());
        Answer renamed = api.put(TAGS + "/u", "{\"name\":\"v\"}");
        assertEquals(200, renamed.status());
        assertEquals("v", renamed.json().get("name").textValue());
        assertEquals(409, api.put(TAGS + "/v", "{\"name\":\"täg\"}").status());
        assertEquals(404, api.put(TAGS + "/u", "{\"name\":\"w\"}").status());
        assertEquals(400, api.put(TAGS + "/v", "{}").status());
        assertEquals(
                403,
                api.put(TAGS + "/v", "{\"name\":\"w\",\"updated_at\":\"x\"}").status());
        assertEquals(204, api.delete(TAGS + "/v").status());
        assertEquals(404, api.get(TAGS + "/v").status());
        assertEquals(204, api.delete(TAGS).status());
        assertEquals(List.of(), tags(""));
    }

    @Test
    @Covers({"MDT-2", "MDT-3", "MDT-4", "MD-7"})
    public void manyTags() {
        Answer added = many(null, "a", "b");
        assertEquals(201, added.status());
        assertEquals("{\"tags\":[{\"name\":\"a\"},{\"name\":\"b\"}]}", added.text());
        assertEquals(201, many("yes", "c").status());
        assertEquals(List.of("c", "b", "a"), tags(""));
        assertEquals(409, many("True", "d", "a").status());
        assertEquals(409, many("no", "d", "d").status());
        assertEquals(List.of("c", "b", "a"), tags(""));
        assertEquals(201, many("false", "e").status());
        assertEquals(List.of("e"), tags(""));
        assertEquals(201, api.post(TAGS, "{\"tags\":[]}").status());
        assertEquals(List.of("e"), tags(""));
        for (String json : new String[] {
            "{}",
            "[]",
            "{\"foo\":[]}",
            "{\"tags\":[{\"name\":\"x\",\"created_at\":\"x\"}]}",
            "{\"tags\":[{}]}",
            "{\"tags\":[\"x\"]}",
            "{\"tags\":[{\"name\":\"" + "x".repeat(81) + "\"}]}",
            "{\"tags\":[{\"name\":\"\\ud83d\\ude00\"}]}"
        }) {
            assertEquals(json, 400, api.post(TAGS, json).status());
        }
        assertEquals(403, api.post(TAGS, "{\"tags\":[],\"created_at\":\"x\"}").status());
    }

    @Test
    @Covers("MDT-7")
    public void namesOfTagsAreWhatTheDatabaseTakesForTheSame() {
        assertEquals(201, api.send("POST", TAGS + "/Tag", Map.of()).status());
        assertEquals(200, api.get(TAGS + "/Tag").status());
        assertEquals(
                "the one in memory looks closely", 404, api.get(TAGS + "/tag").status());
    }

    @Test
    @Covers("MDT-5")
    public void tagsArePaged() {
        many(null, "b", "c", "a");
        assertEquals(List.of("a", "c", "b"), tags(""));
        assertEquals(List.of("a", "b", "c"), tags("?sort_key=name&sort_dir=asc"));
        assertEquals(List.of("c"), tags("?marker=a&limit=1"));
        assertEquals(List.of(), tags("?limit=0"));
        assertEquals(List.of("a", "c", "b"), tags("?sort_key=id&marker="));
        for (String query : new String[] {"limit=-1", "limit=x", "sort_dir=x", "sort_key=foo", "visibility=foo"}) {
            assertEquals(query, 400, api.get(TAGS + "?" + query).status());
        }
        assertEquals(404, api.get(TAGS + "?marker=none").status());
    }

    @Test
    @Covers({"MDR-2", "MDR-3", "MDR-4", "MDR-5", "MD-6"})
    public void associations() {
        assertEquals("{\"resource_type_associations\":[]}", api.get(TYPES).text());
        Answer added = api.post(TYPES, "{\"name\":\"OS::A\",\"prefix\":\"hw:\",\"properties_target\":\"image\"}");
        assertEquals(201, added.status());
        assertEquals(null, added.header("Location"));
        assertEquals(Set.of("name", "prefix", "properties_target", "created_at", "updated_at"), keys(added.json()));
        assertEquals(
                Set.of("name", "created_at", "updated_at"),
                keys(api.post(TYPES, "{\"name\":\"OS::B\"}").json()));
        assertEquals(409, api.post(TYPES, "{\"name\":\"OS::B\"}").status());
        assertEquals(
                2,
                api.as(MEMBER)
                        .get(TYPES)
                        .json()
                        .get("resource_type_associations")
                        .size());
        api.as(ADMIN);
        for (String json :
                new String[] {"{}", "{\"name\":\"\"}", "{\"name\":\"x\",\"prefix\":null}", "{\"name\":\"x\",\"foo\":1}"
                }) {
            assertEquals(json, 400, api.post(TYPES, json).status());
        }
        assertEquals(
                403, api.post(TYPES, "{\"name\":\"x\",\"created_at\":\"x\"}").status());
        assertEquals(204, api.delete(TYPES + "/OS::A").status());
        assertEquals(404, api.delete(TYPES + "/OS::A").status());
        assertEquals(
                "the type stays",
                2,
                api.get("/v2/metadefs/resource_types")
                        .json()
                        .get("resource_types")
                        .size());
    }

    @Test
    @Covers({"MD-1", "MD-8", "MDT-8"})
    public void onlyAdministratorsChangeAndProtectionHolds() {
        String safe = "/v2/metadefs/namespaces/S";
        for (String kind : new String[] {"properties", "objects", "tags"}) {
            assertEquals(kind, 403, api.delete(safe + "/" + kind).status());
        }
        assertEquals(201, api.post(safe + "/objects", "{\"name\":\"o\"}").status());
        assertEquals(200, api.put(safe + "/objects/o", "{\"name\":\"p\"}").status());
        assertEquals(403, api.delete(safe + "/objects/p").status());
        api.as(MEMBER);
        assertEquals(403, api.post(PROPERTIES, P).status());
        assertEquals(403, api.post(OBJECTS, "{\"name\":\"o\"}").status());
        assertEquals(403, many(null, "t").status());
        assertEquals(403, api.post(TYPES, "{\"name\":\"R\"}").status());
        for (String path : new String[] {PROPERTIES, OBJECTS, TAGS}) {
            assertEquals(path, 403, api.delete(path).status());
        }
        assertEquals(404, api.get(safe + "/objects").status());
        assertEquals(404, api.post(safe + "/objects", "{\"name\":\"o\"}").status());
    }

    @Test
    @Covers({"ROUTE-24", "ROUTE-25", "ROUTE-28", "ROUTE-29", "ROUTE-30", "ROUTE-31", "ROUTE-32", "ROUTE-33"})
    public void methods() {
        String[][] rows = {
            {TYPES, "GET, POST"},
            {TYPES + "/x", "DELETE"},
            {PROPERTIES, "GET, POST, DELETE"},
            {PROPERTIES + "/x", "GET, PUT, DELETE"},
            {OBJECTS, "GET, POST, DELETE"},
            {OBJECTS + "/x", "GET, PUT, DELETE"},
            {TAGS, "GET, POST, DELETE"},
            {TAGS + "/x", "GET, POST, PUT, DELETE"}
        };
        for (String[] row : rows) {
            Answer answer = api.send("PATCH", row[0], Map.of());
            assertEquals(row[0], 405, answer.status());
            assertEquals(row[0], row[1], answer.header("Allow"));
        }
        for (String path : new String[] {TYPES, OBJECTS + "/x", TAGS + "/x"}) {
            assertEquals(path, 400, api.send("GET", path, Map.of(), new byte[1]).status());
        }
        for (String path : new String[] {PROPERTIES, OBJECTS, TAGS}) {
            assertEquals(path, 200, api.send("GET", path, Map.of(), new byte[1]).status());
        }
    }
}
