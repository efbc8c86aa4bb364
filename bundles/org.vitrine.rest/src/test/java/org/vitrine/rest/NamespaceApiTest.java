package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What the calls on namespaces answer (contract sections 24.1 to 24.3). */
public class NamespaceApiTest {
    private static final String PATH = "/v2/metadefs/namespaces";
    private static final RequestContext MEMBER = Callers.member("p1");
    private static final String FULL = "{\"namespace\":\"F\",\"visibility\":\"public\",\"owner\":\"p1\","
            + "\"resource_type_associations\":[{\"name\":\"OS::X\",\"prefix\":\"x_\",\"properties_target\":\"image\"},"
            + "{\"name\":\"OS::Y\"}],"
            + "\"properties\":{\"p\":{\"title\":\"T\",\"type\":\"integer\",\"default\":5,\"minimum\":1}},"
            + "\"objects\":[{\"name\":\"o\",\"required\":[\"q\"],\"properties\":{\"q\":{\"title\":\"T\",\"type\":\"string\"}}}],"
            + "\"tags\":[{\"name\":\"t1\"},{\"name\":\"t2\"}]}";

    private final TestApi api = new TestApi(Callers.admin("adm"));

    @After
    public void close() {
        api.close();
    }

    private Answer create(String json) {
        return api.post(PATH, json);
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> names(Answer list) {
        List<String> names = new ArrayList<>();
        list.json()
                .get("namespaces")
                .forEach(namespace -> names.add(namespace.get("namespace").textValue()));
        return names;
    }

    @Test
    @Covers({"MDN-1", "MDN-2", "MDN-3", "MD-4", "MD-5", "EX-11", "GOTCHA-37", "GOTCHA-41", "REQ-13"})
    public void aNamespaceIsCreated() {
        Answer plain = create("{\"namespace\":\"OS::A\"}");
        assertEquals(201, plain.status());
        assertEquals("http://img.test:9292/v2/metadefs/namespaces/OS::A", plain.header("Location"));
        assertEquals(
                Set.of("namespace", "visibility", "protected", "owner", "self", "schema", "created_at", "updated_at"),
                keys(plain.json()));
        assertEquals("private", plain.json().get("visibility").textValue());
        assertFalse(plain.json().get("protected").booleanValue());
        assertEquals("adm", plain.json().get("owner").textValue());
        assertEquals("/v2/metadefs/namespaces/OS::A", plain.json().get("self").textValue());
        assertEquals(
                "/v2/schemas/metadefs/namespace", plain.json().get("schema").textValue());
        assertTrue(plain.json().get("created_at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
        Answer full =
                create("{\"namespace\":\"B\",\"display_name\":\"d\",\"description\":\"\",\"visibility\":\"public\","
                        + "\"protected\":true,\"owner\":\"p1\"}");
        assertEquals("d", full.json().get("display_name").textValue());
        assertEquals("", full.json().get("description").textValue());
        assertTrue(full.json().get("protected").booleanValue());
        assertEquals("p1", full.json().get("owner").textValue());
        assertEquals(
                "adm",
                create("{\"namespace\":\"C\",\"owner\":\"\"}")
                        .json()
                        .get("owner")
                        .textValue());
    }

    @Test
    @Covers({"MDN-2", "MDN-9", "MDP-3"})
    public void whatItHoldsIsEchoedAndShown() {
        JsonNode created = create(FULL).json();
        assertEquals(Set.of("name", "prefix", "properties_target"), keys(created.at("/resource_type_associations/0")));
        assertEquals("5", created.at("/properties/p/default").textValue());
        assertEquals(1, created.at("/properties/p/minimum").intValue());
        assertEquals("q", created.at("/objects/0/required/0").textValue());
        assertFalse(created.at("/objects/0").has("self"));
        assertEquals("t1", created.at("/tags/0/name").textValue());
        JsonNode shown = api.as(MEMBER).get(PATH + "/F").json();
        assertEquals(
                Set.of("name", "prefix", "properties_target", "created_at", "updated_at"),
                keys(shown.at("/resource_type_associations/0")));
        assertEquals(
                Set.of("name", "required", "properties", "self", "schema", "created_at", "updated_at"),
                keys(shown.at("/objects/0")));
        assertEquals(
                "/v2/metadefs/namespaces/F/objects/o",
                shown.at("/objects/0/self").textValue());
        assertEquals(Set.of("title", "type", "default", "minimum"), keys(shown.at("/properties/p")));
        assertEquals(2, shown.get("tags").size());
        assertEquals(Set.of("name"), keys(shown.at("/tags/0")));
        assertEquals(200, api.get(PATH + "/F?foo=bar").status());
        assertEquals(400, api.get(PATH + "/F?visibility=secret").status());
    }

    @Test
    @Covers("MDN-10")
    public void namesHaveThePrefixOfAResourceType() {
        create(FULL);
        JsonNode shown = api.get(PATH + "/F?resource_type=OS::X").json();
        assertTrue(shown.get("properties").has("x_p"));
        assertTrue(shown.at("/objects/0/properties").has("x_q"));
        assertEquals("x_q", shown.at("/objects/0/required/0").textValue());
        for (String type : new String[] {"OS::Y", "none", ""}) {
            assertTrue(api.get(PATH + "/F?resource_type=" + type)
                    .json()
                    .get("properties")
                    .has("p"));
        }
    }

    @Test
    @Covers("MDN-2")
    public void whatAnotherServerShowedCanBeGivenBack() {
        Answer answer = create("{\"namespace\":\"G\",\"objects\":[{\"name\":\"o\",\"self\":\"s\",\"schema\":\"s\","
                + "\"created_at\":\"c\",\"updated_at\":\"u\"}],\"tags\":[{\"name\":\"t\",\"created_at\":\"c\"}],"
                + "\"resource_type_associations\":[{\"name\":\"R\",\"updated_at\":\"u\"}]}");
        assertEquals(201, answer.status());
    }

    @Test
    @Covers({"MD-6", "MD-7", "MDN-2", "ERR-20", "LIM-33"})
    public void wrongBodiesAreRefused() {
        for (String json : new String[] {
            "",
            "[]",
            "{}",
            "{\"namespace\":5}",
            "{\"namespace\":\"\"}",
            "{\"namespace\":\"a/b\"}",
            "{\"namespace\":\"" + "n".repeat(81) + "\"}",
            "{\"namespace\":\"n\",\"foo\":1}",
            "{\"namespace\":\"n\",\"display_name\":null}",
            "{\"namespace\":\"n\",\"description\":\"" + "d".repeat(501) + "\"}",
            "{\"namespace\":\"n\",\"visibility\":\"shared\"}",
            "{\"namespace\":\"n\",\"protected\":\"true\"}",
            "{\"namespace\":\"n\",\"owner\":\"" + "o".repeat(256) + "\"}",
            "{\"namespace\":\"n\\ud83d\\ude00\"}",
            "{\"namespace\":\"n\",\"tags\":[{\"nam\":\"t\"}]}",
            "{\"namespace\":\"n\",\"tags\":{}}",
            "{\"namespace\":\"n\",\"objects\":[{}]}",
            "{\"namespace\":\"n\",\"objects\":[1]}",
            "{\"namespace\":\"n\",\"objects\":[{\"name\":\"o\",\"required\":[\"a\",\"a\"]}]}",
            "{\"namespace\":\"n\",\"resource_type_associations\":[{\"prefix\":\"x\"}]}",
            "{\"namespace\":\"n\",\"properties\":{\"p\":{\"type\":\"string\"}}}",
            "{\"namespace\":\"n\",\"properties\":{\"p\":{\"type\":\"strin\",\"title\":\"T\"}}}",
            "{\"namespace\":\"n\",\"properties\":{\"p\":{\"type\":\"string\",\"title\":\"T\",\"foo\":1}}}",
            "{\"namespace\":\"n\",\"properties\":[]}"
        }) {
            assertEquals(json, 400, create(json).status());
        }
        for (String key : new String[] {"self", "schema", "created_at", "updated_at"}) {
            assertEquals(
                    key,
                    403,
                    create("{\"namespace\":\"n\",\"" + key + "\":\"x\"}").status());
        }
        assertEquals(404, api.get(PATH + "/n").status());
    }

    @Test
    @Covers({"MDN-4", "ERR-30"})
    public void namesAreTakenOnce() {
        assertEquals(201, create("{\"namespace\":\"A\"}").status());
        assertEquals(409, create("{\"namespace\":\"A\",\"owner\":\"other\"}").status());
        Answer twice = create("{\"namespace\":\"B\",\"tags\":[{\"name\":\"t\"},{\"name\":\"t\"}]}");
        assertEquals(409, twice.status());
        assertEquals(404, api.get(PATH + "/B").status());
    }

    @Test
    @Covers({"MDN-11", "MD-3"})
    public void updatingReplacesEverythingButTheContents() {
        create(FULL);
        Answer renamed = api.put(PATH + "/F", "{\"namespace\":\"OS::G\",\"tags\":[{\"name\":\"z\"}]}");
        assertEquals(200, renamed.status());
        assertEquals("/v2/metadefs/namespaces/OS::G", renamed.json().get("self").textValue());
        assertEquals("private", renamed.json().get("visibility").textValue());
        assertEquals("adm", renamed.json().get("owner").textValue());
        assertFalse(renamed.json().has("tags"));
        assertEquals(404, api.get(PATH + "/F").status());
        assertEquals(2, api.get(PATH + "/OS%3A%3AG").json().get("tags").size());
        create("{\"namespace\":\"H\"}");
        assertEquals(409, api.put(PATH + "/H", "{\"namespace\":\"OS::G\"}").status());
        assertEquals(404, api.put(PATH + "/none", "{\"namespace\":\"x\"}").status());
        assertEquals(
                400, api.put(PATH + "/H", "{\"namespace\":\"H\",\"foo\":1}").status());
        assertEquals(
                400, api.put(PATH + "/H", "{\"namespace\":\"H\",\"tags\":1}").status());
        assertEquals(
                403,
                api.put(PATH + "/H", "{\"namespace\":\"H\",\"self\":\"x\"}").status());
    }

    @Test
    @Covers({"MD-8", "MDN-12"})
    public void aProtectedOneIsUnprotectedFirst() {
        create("{\"namespace\":\"S\",\"protected\":true}");
        assertEquals(403, api.delete(PATH + "/S").status());
        assertEquals(
                200,
                api.put(PATH + "/S", "{\"namespace\":\"S\",\"protected\":false}")
                        .status());
        Answer deleted = api.delete(PATH + "/S");
        assertEquals(204, deleted.status());
        assertEquals(0, deleted.body().length);
        assertEquals(404, api.delete(PATH + "/S").status());
    }

    @Test
    @Covers({"MD-1", "MDN-13", "ERR-22", "ERR-23", "GOTCHA-42"})
    public void othersReadWhatIsPublicOrTheirs() {
        for (String owner : new String[] {"p1", "p2"}) {
            create("{\"namespace\":\"" + owner + "-public\",\"visibility\":\"public\",\"owner\":\"" + owner + "\"}");
            create("{\"namespace\":\"" + owner + "-private\",\"owner\":\"" + owner + "\"}");
        }
        api.as(MEMBER);
        assertEquals(3, names(api.get(PATH)).size());
        assertEquals(200, api.get(PATH + "/p1-private").status());
        assertEquals(404, api.get(PATH + "/p2-private").status());
        assertEquals(403, api.delete(PATH + "/p2-public").status());
        assertEquals(404, api.delete(PATH + "/p2-private").status());
        assertEquals(403, api.put(PATH + "/p1-private", "{\"namespace\":\"x\"}").status());
        assertEquals(403, create("{\"namespace\":\"x\"}").status());
        assertEquals(403, api.get(PATH + "?marker=p2-private").status());
        assertEquals(404, api.as(Callers.nobody("p1")).get(PATH).status());
        assertEquals(404, api.get(PATH + "/p1-public").status());
        api.as(Callers.anonymous());
        assertEquals(403, create("{\"namespace\":\"x\"}").status());
    }

    @Test
    @Covers({"MDN-5", "MDN-6", "MDN-7", "MDN-8", "GOTCHA-16", "GOTCHA-17"})
    public void listsHaveLinks() {
        create("{\"namespace\":\"A::1\",\"visibility\":\"public\"}");
        create(FULL);
        create("{\"namespace\":\"B\"}");
        JsonNode all = api.get(PATH).json();
        assertEquals(Set.of("namespaces", "first", "schema"), keys(all));
        assertEquals("/v2/metadefs/namespaces", all.get("first").textValue());
        assertEquals("/v2/schemas/metadefs/namespaces", all.get("schema").textValue());
        JsonNode full = all.at("/namespaces/1");
        assertEquals(2, full.get("resource_type_associations").size());
        assertFalse(full.has("objects") || full.has("properties") || full.has("tags"));
        assertFalse(all.at("/namespaces/0").has("resource_type_associations"));
        Answer page = api.get(PATH + "?sort_key=namespace&sort_dir=asc&limit=1&foo=b%20r");
        assertEquals(List.of("A::1"), names(page));
        assertEquals(
                "/v2/metadefs/namespaces?sort_key=namespace&sort_dir=asc&limit=1&foo=b+r&marker=A%3A%3A1",
                page.json().get("next").textValue());
        Answer next = api.get(page.json().get("next").textValue());
        assertEquals(List.of("B"), names(next));
        assertEquals(
                "/v2/metadefs/namespaces?sort_key=namespace&sort_dir=asc&limit=1&foo=b+r",
                next.json().get("first").textValue());
        assertFalse(api.get(PATH + "?limit=0").json().has("next"));
        assertFalse(api.get(PATH + "?limit=4").json().has("next"));
    }

    @Test
    @Covers("MDN-7")
    public void listsAreFilteredAndSorted() {
        create("{\"namespace\":\"A\",\"visibility\":\"public\"}");
        create(FULL);
        create("{\"namespace\":\"B\"}");
        assertEquals(List.of("B", "F", "A"), names(api.get(PATH)));
        assertEquals(List.of("B", "F", "A"), names(api.get(PATH + "?sort_key=id")));
        assertEquals(List.of("A", "F", "B"), names(api.get(PATH + "?sort_dir=asc")));
        assertEquals(List.of("F", "A"), names(api.get(PATH + "?visibility=public")));
        assertEquals(List.of("B"), names(api.get(PATH + "?visibility=private")));
        assertEquals(List.of("F"), names(api.get(PATH + "?resource_types=none,OS::Y")));
        assertEquals(List.of(), names(api.get(PATH + "?resource_types=none")));
        assertEquals(List.of("B", "F", "A"), names(api.get(PATH + "?owner=p1")));
        for (String query :
                new String[] {"visibility=shared", "sort_dir=up", "sort_key=foo", "limit=-1", "limit=x", "limit="}) {
            assertEquals(query, 400, api.get(PATH + "?" + query).status());
        }
        assertEquals(404, api.get(PATH + "?marker=none").status());
    }

    @Test
    @Covers({"MDR-1", "MD-9", "ROUTE-23"})
    public void resourceTypesAreListed() {
        create(FULL);
        JsonNode types =
                api.as(MEMBER).get("/v2/metadefs/resource_types").json().get("resource_types");
        assertEquals(2, types.size());
        assertEquals(Set.of("name", "created_at", "updated_at"), keys(types.get(0)));
        assertEquals("OS::X", types.at("/0/name").textValue());
        assertEquals(
                404,
                api.as(Callers.nobody("p1")).get("/v2/metadefs/resource_types").status());
    }

    @Test
    @Covers({"ROUTE-23", "ROUTE-26", "ROUTE-27", "ROUTE-3", "ROUTE-7"})
    public void methodsAndBodies() {
        assertEquals(
                "GET", api.send("PUT", "/v2/metadefs/resource_types", Map.of()).header("Allow"));
        assertEquals("GET, POST", api.send("PUT", PATH, Map.of()).header("Allow"));
        Answer patch = api.send("PATCH", PATH + "/x", Map.of());
        assertEquals(405, patch.status());
        assertEquals("GET, PUT, DELETE", patch.header("Allow"));
        assertEquals(400, api.send("GET", PATH + "/x", Map.of(), new byte[1]).status());
        assertEquals(400, api.send("DELETE", PATH + "/x", Map.of(), new byte[1]).status());
        assertEquals(200, api.send("GET", PATH, Map.of(), new byte[1]).status());
        assertEquals(404, api.get(PATH + "/").status());
        assertEquals(404, api.get("/v2/metadefs").status());
    }
}
