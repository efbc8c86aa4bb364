package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Sharing images (contract section 19). */
public class MembersTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext MEMBER = Callers.member("p2");
    private static final RequestContext STRANGER = Callers.member("p3");
    private static final RequestContext ADMIN = Callers.admin("adm");

    private final TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        api.close();
    }

    private static String members(String image) {
        return "/v2/images/" + image + "/members";
    }

    private Answer add(String image, String project) {
        return api.post(members(image), "{\"member\":\"" + project + "\"}");
    }

    private Answer answer(String image, String project, String status) {
        return api.put(members(image) + "/" + project, "{\"status\":\"" + status + "\"}");
    }

    private String shared(String... projects) {
        api.as(OWNER);
        String id = api.image();
        for (String project : projects) {
            assertEquals(200, add(id, project).status());
        }
        return id;
    }

    private List<String> listed(String image) {
        List<String> ids = new ArrayList<>();
        api.get(members(image))
                .json()
                .get("members")
                .forEach(m -> ids.add(m.get("member_id").textValue()));
        return ids;
    }

    @Test
    @Covers({"MEM-1", "MEM-2", "MEM-3", "MEM-5", "MEM-15", "GOTCHA-3", "EX-6", "SCH-9"})
    public void anImageIsSharedWithWhomItsOwnerNames() {
        String id = shared();
        Answer added = add(id, "any text, not checked");
        assertEquals(200, added.status());
        JsonNode member = added.json();
        assertEquals("any text, not checked", member.get("member_id").textValue());
        assertEquals(id, member.get("image_id").textValue());
        assertEquals("pending", member.get("status").textValue());
        assertEquals("/v2/schemas/member", member.get("schema").textValue());
        assertTrue(member.get("created_at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
        assertEquals(member.get("created_at"), member.get("updated_at"));
        assertEquals(6, member.size());
        assertEquals("the owner too", 200, add(id, "p1").status());
        JsonNode list = api.get(members(id)).json();
        assertEquals(2, list.size());
        assertEquals("/v2/schemas/members", list.get("schema").textValue());
        assertEquals(member, list.get("members").get(0));
    }

    @Test
    @Covers({"MEM-4", "MEM-16", "POL-14", "ERR-30", "GOTCHA-11"})
    public void theFirstCheckThatFailsAnswers() {
        String id = shared("p2");
        String community = api.image("\"visibility\":\"community\"");
        String hidden = api.image("\"visibility\":\"private\"");
        for (String json : new String[] {
            "",
            "[]",
            "{}",
            "{\"member\":\"\"}",
            "{\"member\":false}",
            "{\"member\":null}",
            "{\"member\":5}",
            "{\"member\":\"" + "x".repeat(256) + "\"}"
        }) {
            assertEquals(json, 400, api.post(members("nope"), json).status());
        }
        api.as(Callers.anonymous());
        assertEquals(403, add("nope", "p5").status());
        api.as(STRANGER);
        assertEquals(404, add("nope", "p5").status());
        assertEquals(404, add(id, "p5").status());
        assertEquals(404, add(hidden, "p5").status());
        Answer notShared = add(community, "p5");
        assertEquals(403, notShared.status());
        assertTrue(notShared.text().contains("Only shared images have members"));
        assertEquals(
                403, api.as(OWNER).post(members(hidden), "{\"member\":\"p5\"}").status());
        assertEquals(
                "a member shares nothing",
                403,
                api.as(MEMBER).post(members(id), "{\"member\":\"p5\"}").status());
        assertEquals(
                403,
                api.as(Callers.reader("p1"))
                        .post(members(id), "{\"member\":\"p5\"}")
                        .status());
        Settings.change(api.core.settings, Map.of("image_member_quota", 1));
        api.as(OWNER);
        assertEquals("the quota comes before the duplicate", 413, add(id, "p2").status());
        Settings.change(api.core.settings, Map.of());
        Answer twice = add(id, "p2");
        assertEquals(409, twice.status());
        api.as(Callers.unauthenticatedAdmin());
        String orphan = api.image();
        assertEquals(
                403, api.as(OWNER).post(members(orphan), "{\"member\":\"p5\"}").status());
        assertEquals(
                200, api.as(ADMIN).post(members(orphan), "{\"member\":\"p5\"}").status());
    }

    @Test
    @Covers({"LIM-3", "MEM-15", "MEM-6", "op:CFG-42", "op:CFG-66"})
    public void theQuotaEndsExactlyAtItsNumber() {
        Settings.change(api.core.settings, Map.of("image_member_quota", 2));
        String id = shared("a", "b");
        Answer third = add(id, "c");
        assertEquals(413, third.status());
        assertTrue(third.text().contains("Attempted: 3, Maximum: 2"));
        assertEquals(204, api.delete(members(id) + "/a").status());
        assertEquals(
                "removed ones do not count, and may come back",
                200,
                add(id, "a").status());
        assertEquals("pending", api.get(members(id) + "/a").json().get("status").textValue());
        Settings.change(api.core.settings, Map.of("image_member_quota", 0));
        assertEquals(413, add(api.image(), "a").status());
        Settings.change(api.core.settings, Map.of("image_member_quota", -1));
        assertEquals(200, add(id, "c").status());
    }

    @Test
    @Covers({"MEM-7", "MEM-8", "POL-15", "GOTCHA-11"})
    public void whoSeesMembers() {
        String id = shared("p2", "p9");
        for (RequestContext all : new RequestContext[] {OWNER, Callers.reader("p1"), ADMIN}) {
            assertEquals(List.of("p2", "p9"), api.as(all) == null ? null : listed(id));
            assertEquals(200, api.get(members(id) + "/p9").status());
            assertEquals(404, api.get(members(id) + "/nobody").status());
        }
        api.as(MEMBER);
        assertEquals(List.of("p2"), listed(id));
        assertEquals(200, api.get(members(id) + "/p2").status());
        assertEquals(404, api.get(members(id) + "/p9").status());
        api.as(STRANGER);
        assertEquals(404, api.get(members(id)).status());
        assertEquals(404, api.get(members(id) + "/p2").status());
        assertEquals(404, api.as(Callers.nobody("p1")).get(members(id)).status());
        api.as(OWNER);
        String community = api.image("\"visibility\":\"community\"");
        for (RequestContext caller : new RequestContext[] {OWNER, MEMBER}) {
            Answer refused = api.as(caller).get(members(community));
            assertEquals(403, refused.status());
            assertTrue(refused.text().contains("Only shared images have members"));
            assertEquals(404, api.get(members(community) + "/p2").status());
        }
        api.core.policy.deny("get_members").deny("get_member");
        api.as(OWNER);
        assertEquals(403, api.get(members(id)).status());
        assertEquals(404, api.get(members(id) + "/p2").status());
    }

    @Test
    @Covers({"MEM-9", "MEM-10", "MEM-12", "POL-16", "GOTCHA-13"})
    public void theMemberSaysWhatItMakesOfIt() {
        String id = shared("p2", "p1");
        api.as(MEMBER);
        for (String status : new String[] {"accepted", "rejected", "pending", "pending", "accepted"}) {
            Answer answer = answer(id, "p2", status);
            assertEquals(200, answer.status());
            assertEquals(status, answer.json().get("status").textValue());
        }
        for (String json : new String[] {"", "[]", "{}"}) {
            assertEquals(400, api.put(members("nope") + "/p2", json).status());
        }
        for (String json : new String[] {
            "{\"status\":\"odd\"}", "{\"status\":null}", "{\"status\":5}", "{\"status\":[\"accepted\"]}"
        }) {
            assertEquals(json, 400, api.put(members(id) + "/p2", json).status());
            assertEquals(
                    "the member is looked for first",
                    404,
                    api.put(members(id) + "/nobody", json).status());
        }
        assertEquals(404, answer(id, "p1", "accepted").status());
        api.as(OWNER);
        Answer owner = answer(id, "p2", "accepted");
        assertEquals(403, owner.status());
        assertTrue(owner.text().contains("modify_member"));
        assertEquals("not for itself either", 403, answer(id, "p1", "accepted").status());
        assertEquals(404, answer(id, "nobody", "accepted").status());
        api.as(STRANGER);
        assertEquals(404, answer(id, "p2", "accepted").status());
        api.as(ADMIN);
        assertEquals(200, answer(id, "p2", "rejected").status());
        assertEquals(
                403,
                api.as(Callers.reader("p2"))
                        .put(members(id) + "/p2", "{\"status\":\"accepted\"}")
                        .status());
        api.as(Callers.anonymous());
        assertEquals(403, answer(id, "p2", "accepted").status());
        api.as(OWNER).patch(id, "[{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"community\"}]");
        api.as(MEMBER);
        assertEquals(403, answer(id, "p2", "accepted").status());
    }

    @Test
    @Covers({"MEM-11", "GOTCHA-3", "GOTCHA-13"})
    public void sharingEnds() {
        String id = shared("p2", "p9");
        assertEquals(
                403, api.as(Callers.anonymous()).delete(members(id) + "/p2").status());
        assertEquals(404, api.as(STRANGER).delete(members(id) + "/p2").status());
        assertEquals(
                "a member cannot leave",
                403,
                api.as(MEMBER).delete(members(id) + "/p2").status());
        assertEquals(404, api.delete(members(id) + "/nobody").status());
        api.as(OWNER);
        assertEquals(404, api.delete(members(id) + "/nobody").status());
        assertEquals(404, api.delete(members("nope") + "/p2").status());
        Answer gone = api.delete(members(id) + "/p2");
        assertEquals(204, gone.status());
        assertEquals(0, gone.body().length);
        assertEquals(404, api.delete(members(id) + "/p2").status());
        assertEquals(404, api.as(MEMBER).get("/v2/images/" + id).status());
        assertEquals(204, api.as(ADMIN).delete(members(id) + "/p9").status());
        api.as(OWNER).patch(id, "[{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"private\"}]");
        assertEquals(403, api.delete(members(id) + "/p9").status());
    }

    @Test
    @Covers({"MEM-14", "VIS-3"})
    public void aMemberOnlyReads() {
        String id = shared("p2");
        api.as(MEMBER);
        assertEquals(200, api.get("/v2/images/" + id).status());
        assertEquals(
                403,
                api.patch(id, "[{\"op\":\"add\",\"path\":\"/k\",\"value\":\"v\"}]")
                        .status());
        assertEquals(403, api.upload(id, new byte[1]).status());
        assertEquals(403, api.delete("/v2/images/" + id).status());
        assertEquals(
                403, api.send("PUT", "/v2/images/" + id + "/tags/t", Map.of()).status());
        assertEquals(204, api.get("/v2/images/" + id + "/file").status());
    }
}
