package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** What a policy's no becomes, verb by verb: 403 for those who may know of the image, else 404. */
public class PolicyAnswersTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext STRANGER = Callers.member("p2");
    private static final RequestContext ADMIN = Callers.admin("adm");
    private static final String TAG = "\"tags\":[\"t\"]";

    /** A request on an image, and the policy that guards it beside {@code get_image}. */
    private record Verb(String method, String path, String type, String body, String rule) {
        private static final String JSON = "application/json";
        private static final String OCTETS = "application/octet-stream";

        static Verb json(String method, String path, String body, String rule) {
            return new Verb(method, path, JSON, body, rule);
        }

        static Verb data(String path, String rule) {
            return new Verb("PUT", path, OCTETS, "data", rule);
        }

        Answer send(TestApi api, String id, String accept) {
            return api.send(
                    method,
                    path.replace("ID", id),
                    Map.of("Content-Type", type, "Accept", accept),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        int status(TestApi api, String id) {
            return send(api, id, JSON).status();
        }

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    private static final List<Verb> WRITES = List.of(
            patch("replace", "name", "\"x\"", "modify_image"),
            patch("replace", "visibility", "\"public\"", "publicize_image"),
            patch("replace", "visibility", "\"community\"", "communitize_image"),
            patch("add", "locations/-", "{\"url\":\"https://web/x\",\"metadata\":{}}", "set_image_location"),
            patch("remove", "locations/0", null, "delete_image_location"),
            Verb.data("/v2/images/ID/file", "upload_image"),
            Verb.data("/v2/images/ID/stage", "modify_image"),
            Verb.json("POST", "/v2/images/ID/import", "{\"method\":{\"name\":\"glance-direct\"}}", "modify_image"),
            Verb.json("POST", "/v2/images/ID/actions/deactivate", "", "deactivate"),
            Verb.json("POST", "/v2/images/ID/actions/reactivate", "", "reactivate"),
            Verb.json("PUT", "/v2/images/ID/tags/u", "", "modify_image"),
            Verb.json("DELETE", "/v2/images/ID/tags/t", "", "modify_image"),
            Verb.json("DELETE", "/v2/stores/fast/ID", "", "delete_image_location"),
            Verb.json("DELETE", "/v2/images/ID", "", "delete_image"));
    private static final List<Verb> READS = List.of(
            Verb.json("GET", "/v2/images/ID", "", "get_image"),
            Verb.json("GET", "/v2/images/ID/file", "", "download_image"));
    private static final List<Verb> ON_MEMBERS = List.of(
            Verb.json("GET", "/v2/images/ID/members", "", "get_members"),
            Verb.json("POST", "/v2/images/ID/members", "{\"member\":\"p8\"}", "add_member"),
            Verb.json("PUT", "/v2/images/ID/members/p9", "{\"status\":\"accepted\"}", "modify_member"),
            Verb.json("DELETE", "/v2/images/ID/members/p9", "", "delete_member"));
    /** The one that tells nobody why (MEM-8). */
    private static final Verb SHOW_MEMBER = Verb.json("GET", "/v2/images/ID/members/p9", "", "get_member");

    private final TestApi api =
            new TestApi(new TestCore(Map.of("show_multiple_locations", true), "slow", "fast"), OWNER);

    @After
    public void close() {
        api.close();
    }

    private static Verb patch(String operation, String path, String value, String rule) {
        String body = "[{\"op\":\"" + operation + "\",\"path\":\"/" + path + "\""
                + (value == null ? "" : ",\"value\":" + value) + "}]";
        return new Verb("PATCH", "/v2/images/ID", TestApi.PATCH, body, rule);
    }

    private static List<Verb> all() {
        List<Verb> all = new ArrayList<>(READS);
        all.addAll(ON_MEMBERS);
        all.add(SHOW_MEMBER);
        all.addAll(WRITES);
        return all;
    }

    private void share(String id) {
        assertEquals(
                200,
                api.post("/v2/images/" + id + "/members", "{\"member\":\"p9\"}").status());
    }

    @Test
    @Covers({"op:POL-101", "POL-30", "VIS-1"})
    public void whatTheRecordsHideNoPolicyShows() {
        String shared = api.image(TAG);
        share(shared);
        String hidden = api.image("\"visibility\":\"private\"", TAG);
        api.as(STRANGER);
        for (Verb verb : all()) {
            api.core.policy.allow(verb.rule());
            for (String id : List.of(shared, hidden, "nope")) {
                assertEquals(verb.toString(), 404, verb.status(api, id));
            }
        }
        api.as(OWNER);
        for (String id : List.of(shared, hidden)) {
            assertEquals(
                    "[\"t\"]", api.get("/v2/images/" + id).json().get("tags").toString());
        }
    }

    @Test
    @Covers({"op:POL-100", "op:POL-106", "POL-30", "ERR-22", "ERR-23"})
    public void aNoIsForbiddenToThoseWhoSeeTheImage() {
        String id = api.image(TAG);
        Verb stage = WRITES.stream()
                .filter(verb -> verb.path().endsWith("/stage"))
                .findFirst()
                .orElseThrow();
        // An import looks at the image's status before it asks the policy (IMP-14).
        assertEquals(204, stage.status(api, id));
        List<Verb> guarded = new ArrayList<>(WRITES);
        guarded.add(READS.get(1));
        for (Verb verb : guarded) {
            api.core.policy.deny(verb.rule());
            Answer refused = verb.send(api, id, "application/json");
            assertEquals(verb + refused.text(), 403, refused.status());
            String message = "You are not authorized to complete " + verb.rule() + " action.";
            assertTrue(verb + refused.text(), refused.text().contains(message));
        }
        api.core.policy.deny("get_image");
        for (Verb verb : guarded) {
            assertEquals(verb.toString(), 404, verb.status(api, id));
        }
        assertEquals(404, READS.get(0).status(api, id));
    }

    @Test
    @Covers({"op:POL-102", "op:POL-106", "POL-14", "POL-15", "POL-16"})
    public void membersAreForThoseWhoSeeTheImage() {
        String id = api.image();
        share(id);
        api.core.policy.deny("get_image");
        for (Verb verb : ON_MEMBERS) {
            api.core.policy.allow(verb.rule());
            assertEquals(verb.toString(), 404, verb.status(api, id));
        }
        assertEquals(404, SHOW_MEMBER.status(api, id));
        api.core.policy.allow("get_image");
        for (Verb verb : ON_MEMBERS) {
            api.core.policy.deny(verb.rule());
            Answer refused = verb.send(api, id, "application/json");
            assertEquals(verb.toString(), 403, refused.status());
            assertTrue(refused.text(), refused.text().contains(verb.rule()));
        }
        api.core.policy.deny("get_member");
        assertEquals(404, SHOW_MEMBER.status(api, id));
    }

    @Test
    @Covers({"op:POL-104", "op:POL-106", "POL-1", "POL-3", "POL-19", "POL-23"})
    public void whatConcernsNoImageIsPlainlyForbidden() {
        for (Verb verb : List.of(
                Verb.json("POST", "/v2/images", "{}", "add_image"),
                Verb.json("GET", "/v2/images", "", "get_images"),
                Verb.json("GET", "/v2/tasks", "", "tasks_api_access"),
                Verb.json("GET", "/v2/tasks/nope", "", "tasks_api_access"),
                Verb.json("POST", "/v2/tasks", "{\"type\":\"import\",\"input\":{}}", "tasks_api_access"),
                Verb.json("GET", "/v2/info/stores/detail", "", "stores_info_detail"))) {
            api.core.policy.deny("get_image").deny(verb.rule());
            for (RequestContext caller : List.of(OWNER, ADMIN)) {
                Answer refused = verb.send(api.as(caller), "", "application/json");
                assertEquals(verb + refused.text(), 403, refused.status());
                assertTrue(refused.text(), refused.text().contains(verb.rule()));
            }
        }
    }

    @Test
    @Covers({"op:POL-105", "POL-2", "IMG-LIST-7"})
    public void aListLeavesOutWhatOneMayNotSeeAndGoesOn() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            api.image("\"name\":\"" + name + "\"");
        }
        api.core.policy.set("get_image", (context, target) -> "ace".contains(target.value("name")));
        String next = "/v2/images?sort=name:asc&limit=2";
        List<String> pages = new ArrayList<>();
        while (next != null) {
            JsonNode page = api.get(next).json();
            StringBuilder names = new StringBuilder();
            page.get("images").forEach(image -> names.append(image.get("name").textValue()));
            pages.add(names.toString());
            next = page.has("next") ? page.get("next").textValue() : null;
        }
        // Each page asks for two after the last one shown: a b, b c, d e, and nothing after e.
        assertEquals(List.of("a", "c", "e", ""), pages);
        api.core.policy.deny("get_image");
        JsonNode nothing = api.get("/v2/images?limit=2").json();
        assertEquals(0, nothing.get("images").size());
        assertFalse(nothing.has("next"));
    }

    @Test
    @Covers({"op:POL-108", "DL-3", "DL-4", "ACT-6"})
    public void aDeactivatedImageIsForAdministratorsWhateverThePolicySays() {
        String id = api.active(new byte[] {1, 2, 3});
        Verb download = READS.get(1);
        assertEquals(
                204,
                api.send("POST", "/v2/images/" + id + "/actions/deactivate", Map.of())
                        .status());
        api.core.policy.allow("download_image");
        Answer refused = download.send(api, id, "application/json");
        assertEquals(403, refused.status());
        assertTrue(refused.text(), refused.text().contains("has been deactivated"));
        api.core.policy.deny("download_image");
        assertTrue(download.send(api, id, "application/json").text().contains("has been deactivated"));
        api.core.policy.set("download_image", (context, target) -> context.admin());
        assertEquals(200, download.status(api.as(ADMIN), id));
    }

    @Test
    @Covers({"op:CTX-8", "AUTH-9", "ERR-24"})
    public void whoMayOnlyReadWritesNothing() {
        String id = api.image("\"visibility\":\"community\"", TAG);
        List<Verb> writes = new ArrayList<>(WRITES);
        writes.addAll(ON_MEMBERS.subList(1, ON_MEMBERS.size()));
        writes.add(Verb.json("POST", "/v2/images", "{}", "add_image"));
        writes.add(Verb.json("POST", "/v2/metadefs/namespaces", "{\"namespace\":\"n\"}", "add_metadef_namespace"));
        api.as(Callers.anonymous());
        for (Verb verb : writes) {
            api.core.policy.allow(verb.rule());
            for (String image : List.of(id, "nope")) {
                Answer refused = verb.send(api, image, "text/plain");
                assertEquals(verb.toString(), 403, refused.status());
                assertEquals("text/plain; charset=UTF-8", refused.header("Content-Type"));
                assertTrue(verb + refused.text(), refused.text().contains("Read-only access"));
            }
        }
        api.core.policy.allow("get_image");
        assertEquals(200, READS.get(0).status(api, id));
        assertEquals(1, api.core.records.images().usage("p1", null).images());
    }
}
