package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Showing and listing images (contract sections 10 and 11). */
public class ListImagesTest {
    private static final RequestContext ADMIN = Callers.admin("adm");

    private final TestApi api =
            new TestApi(new TestCore(Map.of("limit_param_default", 3), "main"), Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    private Answer list(String query) {
        return api.get("/v2/images" + query);
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        JsonNode json = list(query).json();
        assertTrue(query + json, json.has("images"));
        json.get("images").forEach(image -> names.add(image.get("name").asText()));
        return names;
    }

    private void make(String... names) {
        for (String name : names) {
            api.image("\"name\":\"" + name + '"');
        }
    }

    @Test
    @Covers({
        "IMG-SHOW-1",
        "IMG-SHOW-2",
        "IMG-SHOW-3",
        "IMG-SHOW-5",
        "ERR-11",
        "ERR-23",
        "ERR-28",
        "VIS-2",
        "VIS-5",
        "EX-7",
        "POL-2",
        "POL-30"
    })
    public void anImageIsShownOrDoesNotExist() {
        String id = api.image("\"os_hidden\":true");
        assertEquals(200, api.get("/v2/images/" + id + "?anything=%FF").status());
        for (String unknown : new String[] {"x", "y".repeat(37), id.toUpperCase(Locale.ROOT)}) {
            Answer answer = api.get("/v2/images/" + unknown);
            assertEquals(404, answer.status());
            assertEquals(
                    "{\"message\":\"No image found with ID " + unknown
                            + "<br /><br />\\n\\n\\n\",\"code\":\"404 Not Found\",\"title\":\"Not Found\"}",
                    answer.json().toString());
        }
        assertEquals(404, api.as(Callers.member("p2")).get("/v2/images/" + id).status());
        assertEquals(404, api.as(Callers.nobody("p1")).get("/v2/images/" + id).status());
        assertEquals(200, api.as(ADMIN).get("/v2/images/" + id).status());
        api.delete("/v2/images/" + id);
        assertEquals(
                "deleted for administrators too",
                404,
                api.get("/v2/images/" + id).status());
    }

    @Test
    @Covers({"VIS-1", "VIS-1a", "VIS-4", "MEM-13", "GOTCHA-12", "GOTCHA-44", "AUTH-8"})
    public void whoSeesWhichImage() {
        String own = api.image("\"visibility\":\"private\"");
        String shared = api.image();
        String community = api.image("\"visibility\":\"community\"");
        api.as(Callers.unauthenticatedAdmin());
        String open = api.image("\"visibility\":\"public\"");
        String orphan = api.image();
        String hiddenOrphan = api.image("\"visibility\":\"private\"");
        api.as(Callers.member("p1")).post("/v2/images/" + shared + "/members", "{\"member\":\"p2\"}");
        assertSees(Callers.reader("p1"), own, shared, community, open, orphan);
        assertSees(Callers.reader("p2"), shared, community, open, orphan);
        assertSees(Callers.reader("p3"), community, open, orphan);
        assertSees(ADMIN, own, shared, community, open, orphan, hiddenOrphan);
        assertSees(Callers.nobody("p1"));
        assertHides(Callers.reader("p1"), hiddenOrphan);
        assertHides(Callers.reader("p2"), own, hiddenOrphan);
        api.as(Callers.member("p1"))
                .patch(shared, "[{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"private\"}]");
        assertHides(Callers.reader("p2"), shared);
        api.as(Callers.member("p1"))
                .patch(shared, "[{\"op\":\"replace\",\"path\":\"/visibility\",\"value\":\"shared\"}]");
        assertSees(Callers.reader("p2"), shared);
    }

    private void assertSees(RequestContext caller, String... ids) {
        api.as(caller);
        for (String id : ids) {
            assertEquals(caller + " " + id, 200, api.get("/v2/images/" + id).status());
        }
    }

    private void assertHides(RequestContext caller, String... ids) {
        api.as(caller);
        for (String id : ids) {
            assertEquals(caller + " " + id, 404, api.get("/v2/images/" + id).status());
        }
    }

    @Test
    @Covers({
        "IMG-LIST-1",
        "IMG-LIST-2",
        "IMG-LIST-3",
        "IMG-LIST-4",
        "IMG-LIST-7",
        "IMG-LIST-10",
        "LIM-8",
        "GOTCHA-17",
        "CLI-1",
        "IMG-SORT-8"
    })
    public void pagesFollowEachOther() {
        JsonNode empty = list("").json();
        assertEquals("{\"images\":[],\"first\":\"/v2/images\",\"schema\":\"/v2/schemas/images\"}", empty.toString());
        make("a", "b", "c", "d", "e", "f");
        JsonNode first = list("").json();
        assertEquals(3, first.get("images").size());
        JsonNode second = api.get(first.get("next").textValue()).json();
        assertEquals("a full page has a next one", 3, second.get("images").size());
        JsonNode third = api.get(second.get("next").textValue()).json();
        assertEquals(0, third.get("images").size());
        assertFalse(third.has("next"));
        assertEquals("/v2/images", third.get("first").textValue());
        JsonNode sorted = list("?limit=4&sort=name:asc").json();
        assertEquals("/v2/images?limit=4&sort=name%3Aasc", sorted.get("first").textValue());
        assertEquals(
                "what counted alone is repeated",
                "/v2/images?name=b&limit=4&tag=x&tag=y",
                list("?name=a&limit=4&tag=x&tag=y&name=b").json().get("first").textValue());
        String last = sorted.get("images").get(3).get("id").textValue();
        assertEquals(
                "/v2/images?limit=4&sort=name%3Aasc&marker=" + last,
                sorted.get("next").textValue());
        JsonNode rest = api.get(sorted.get("next").textValue()).json();
        assertEquals(sorted.get("first"), rest.get("first"));
        assertEquals(List.of("e", "f"), names("?marker=" + last + "&limit=4&sort=name:asc"));
        JsonNode none = list("?limit=0").json();
        assertEquals(0, none.get("images").size());
        assertFalse(none.has("next"));
        for (String limit : new String[] {"-1", "x", "", "1.5", "0x10"}) {
            assertEquals(limit, 400, list("?limit=" + limit).status());
        }
        assertEquals(2, names("?limit=%2B2").size());
    }

    @Test
    @Covers({"LIM-9", "IMG-LIST-7"})
    public void aLargerPageThanAllowedIsTheLargest() {
        Settings.change(api.core.settings, Map.of("api_limit_max", 2));
        make("a", "b", "c");
        assertEquals(2, names("?limit=5").size());
        assertEquals(2, names("?limit=99999999999999999999").size());
        assertEquals(2, names("").size());
        assertTrue(list("?limit=5").json().get("next").textValue().startsWith("/v2/images?limit=5&marker="));
    }

    @Test
    @Covers({"IMG-LIST-8", "GOTCHA-16"})
    public void aMarkerMustBeAnImageThatTheCallerSees() {
        make("a", "b");
        String first =
                list("?sort=name:asc").json().get("images").get(0).get("id").textValue();
        assertEquals("the marker need not match", List.of("b"), names("?sort=name:asc&name=b&marker=" + first));
        assertEquals(400, list("?marker=nope").status());
        assertEquals(400, list("?marker=").status());
        assertEquals("even for an empty page", 400, list("?limit=0&marker=nope").status());
        assertEquals(
                403,
                api.as(Callers.reader("p2")).get("/v2/images?marker=" + first).status());
        api.as(Callers.member("p1")).delete("/v2/images/" + first);
        assertEquals(400, list("?marker=" + first).status());
    }

    @Test
    @Covers({"IMG-LIST-9", "IMG-LIST-11", "POL-3", "AUTH-13", "GOTCHA-43"})
    public void policyThinsAPageOut() {
        make("a", "b", "c", "d");
        api.core.policy.set(
                "get_image",
                (context, target) -> !"c".equals(target.value("name")) && !"d".equals(target.value("name")));
        JsonNode page = list("?sort=name:asc").json();
        assertEquals(2, page.get("images").size());
        String next = page.get("next").textValue();
        assertTrue(
                next,
                next.endsWith("&marker=" + page.get("images").get(1).get("id").textValue()));
        api.core.policy.deny("get_image");
        JsonNode none = list("").json();
        assertEquals(0, none.get("images").size());
        assertFalse(none.has("next"));
        assertEquals(403, api.as(Callers.nobody("p1")).get("/v2/images").status());
        assertEquals(
                "a member is no reader",
                403,
                api.as(Callers.confirmed("p1", false, "member"))
                        .get("/v2/images")
                        .status());
        assertEquals(200, api.as(Callers.admin(null)).get("/v2/images").status());
        api.core.policy.deny("get_images");
        Answer denied = list("");
        assertEquals(403, denied.status());
        assertTrue(denied.text().contains("You are not authorized to complete get_images action."));
    }

    @Test
    @Covers({"IMG-SORT-1", "IMG-SORT-4", "IMG-SORT-5", "IMG-SORT-6", "IMG-SORT-7"})
    public void ordersAreTotal() {
        Settings.change(api.core.settings, Map.of());
        api.image("\"name\":\"b\",\"min_ram\":1");
        api.image("\"name\":\"a\",\"min_ram\":2");
        api.image("\"name\":\"a\",\"min_ram\":3");
        api.image("\"min_ram\":4");
        assertEquals(List.of("null", "a", "a", "b"), names("?sort=name:asc"));
        assertEquals(List.of("b", "a", "a", "null"), names("?sort_key=name"));
        assertEquals(
                names("?sort=name:asc,created_at:desc"),
                names("?sort_key=name&sort_dir=asc&sort_key=created_at&sort_dir=desc"));
        List<String> oneByOne = new ArrayList<>();
        JsonNode page = list("?limit=1&sort=name:asc").json();
        while (page.get("images").size() == 1) {
            oneByOne.add(page.get("images").get(0).get("min_ram").toString());
            page = api.get(page.get("next").textValue()).json();
        }
        assertEquals(List.of("4", "2", "3", "1"), oneByOne);
        assertEquals(400, list("?sort=min_ram").status());
        assertEquals(400, list("?sort_key=owner").status());
    }

    @Test
    @Covers({"IMG-FLT-1", "IMG-FLT-2", "IMG-FLT-7", "IMG-FLT-15", "IMG-FLT-16", "IMG-FLT-17", "STAT-5"})
    public void filtersNarrow() {
        Settings.change(api.core.settings, Map.of());
        api.image("\"name\":\"a\",\"os_distro\":\"debian\",\"min_ram\":5");
        api.image("\"name\":\"\",\"os_distro\":\"Debian\"");
        String killed = api.image("\"name\":\"k\"");
        Image saving = api.core.image(killed);
        api.core
                .records
                .images()
                .update(saving, saving.toBuilder().status(ImageStatus.SAVING).build());
        assertEquals(List.of("a"), names("?os_distro=debian"));
        assertEquals(List.of(), names("?os_distro=in:debian"));
        assertEquals(List.of(), names("?nope=x"));
        assertEquals(List.of("a"), names("?os_distro=x&os_distro=debian"));
        assertEquals(List.of("a"), names("?min_ram=5"));
        assertEquals(List.of(""), names("?name="));
        assertEquals(3, names("?deleted=True&owner=p1").size());
        assertEquals(List.of(), names("?owner=p2"));
        assertEquals(List.of(), names("?owner=eq:p1"));
        assertEquals(List.of("k"), names("?status=saving"));
        Image before = api.core.image(killed);
        api.core
                .records
                .images()
                .update(before, before.toBuilder().status(ImageStatus.KILLED).build());
        assertEquals(2, names("").size());
        assertEquals(
                "killed", api.get("/v2/images/" + killed).json().get("status").textValue());
        api.delete("/v2/images/" + killed);
        assertEquals(2, names("?deleted=True").size());
    }

    @Test
    @Covers({"IMG-FLT-12", "GOTCHA-15", "GOTCHA-18"})
    public void hiddenImagesAreListedOnRequest() {
        api.image("\"name\":\"shown\"");
        api.image("\"name\":\"hidden\",\"os_hidden\":true,\"protected\":true");
        for (RequestContext caller : new RequestContext[] {Callers.reader("p1"), ADMIN}) {
            api.as(caller);
            assertEquals(List.of("shown"), names(""));
            assertEquals(List.of("shown"), names("?os_hidden=FALSE"));
            assertEquals(List.of("hidden"), names("?os_hidden=True&protected=true"));
        }
        assertEquals(400, list("?os_hidden=no").status());
        assertEquals(400, list("?protected=True").status());
    }

    @Test
    @Covers({
        "IMG-VISL-1",
        "IMG-VISL-2",
        "IMG-VISL-3",
        "IMG-VISL-4",
        "IMG-VISL-5",
        "IMG-VISL-6",
        "IMG-VISL-7",
        "IMG-VISL-8",
        "IMG-FLT-9",
        "IMG-FLT-10",
        "GOTCHA-14"
    })
    public void visibilityOfLists() {
        Settings.change(api.core.settings, Map.of());
        RequestContext lonelyAdmin = Callers.admin(null);
        for (String owner : new String[] {"\"p1\"", "\"p2\"", "\"p3\"", "null"}) {
            for (String visibility : new String[] {"public", "community", "shared", "private"}) {
                api.as(lonelyAdmin).image("\"owner\":" + owner, "\"visibility\":\"" + visibility + '"');
            }
        }
        assertCounts(Callers.reader("p1"), 7, 4, 1, 1, 4, 10);
        assertCounts(Callers.reader(null), 4, 4, 0, 0, 4, 8);
        assertCounts(lonelyAdmin, 12, 4, 4, 4, 4, 16);
        assertCounts(Callers.admin("p1"), 13, 4, 4, 4, 4, 16);
        api.as(Callers.member("p2"));
        String shared =
                list("?visibility=shared").json().get("images").get(0).get("id").textValue();
        api.post("/v2/images/" + shared + "/members", "{\"member\":\"p1\"}");
        api.as(Callers.reader("p1"));
        assertEquals("pending members do not see it in lists", 7, names("").size());
        assertEquals(8, names("?member_status=pending").size());
        assertEquals(8, names("?member_status=all").size());
        assertEquals(2, names("?visibility=shared&member_status=pending").size());
        assertEquals(
                12,
                api.as(lonelyAdmin)
                        .get("/v2/images?member_status=rejected")
                        .json()
                        .get("images")
                        .size());
        assertEquals(
                4,
                api.as(Callers.reader(null))
                        .get("/v2/images?member_status=all")
                        .json()
                        .get("images")
                        .size());
        assertEquals(400, list("?visibility=secret").status());
        assertEquals(400, list("?member_status=odd").status());
    }

    private void assertCounts(RequestContext caller, int all, int open, int own, int shared, int community, int every) {
        api.as(caller);
        assertEquals(all, names("").size());
        assertEquals(open, names("?visibility=public").size());
        assertEquals(own, names("?visibility=private").size());
        assertEquals(shared, names("?visibility=shared").size());
        assertEquals(community, names("?visibility=community").size());
        assertEquals(every, names("?visibility=all").size());
    }

    @Test
    @Covers({"REP-6", "REP-7", "IMG-FLT-6"})
    public void storedTimesAreFinerThanShownOnes() {
        String id = api.image("\"name\":\"a\"");
        Image before = api.core.image(id);
        Instant time = Instant.parse("2030-01-02T03:04:05.123456Z");
        api.core
                .records
                .images()
                .update(before, before.toBuilder().updatedAt(time).build());
        assertEquals(
                "2030-01-02T03:04:05Z",
                api.get("/v2/images/" + id).json().get("updated_at").textValue());
        assertEquals(List.of("a"), names("?updated_at=gt:2030-01-02T03:04:05Z"));
        assertEquals(List.of("a"), names("?updated_at=2030-01-02T03:04:05.123456"));
        assertEquals(List.of(), names("?updated_at=gt:2030-01-02T03:04:05.123456Z"));
        assertEquals(List.of(), names("?updated_at=2030-01-02T03:04:05Z"));
    }

    @Test
    @Covers({"POL-29", "VIS-2"})
    public void theSharedOfPoliciesIsSharedWithTheCaller() {
        String id = api.image();
        api.as(Callers.reader("p2"));
        assertEquals(404, api.get("/v2/images/" + id).status());
        api.core.policy.allow("get_image");
        assertEquals(
                "whatever the policy allows", 404, api.get("/v2/images/" + id).status());
    }

    @Test
    public void aDatabaseThatFailsIsNoEmptyList() {
        api.core.worstMoment.before("list", () -> {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The database is away.");
        });
        assertEquals(503, list("").status());
        assertEquals(200, list("").status());
    }

    @Test
    public void withoutAnEngineNobodySeesAnything() {
        String id = api.image();
        api.core.plugins.unbind(api.core.policy);
        assertEquals(503, api.as(ADMIN).get("/v2/images").status());
        assertEquals(503, api.get("/v2/images/" + id).status());
        assertEquals(503, api.delete("/v2/images/" + id).status());
        assertEquals(503, api.post("/v2/images", "{}").status());
    }
}
