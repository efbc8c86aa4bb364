package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Single tags, and taking images out of use (contract sections 18 and 20). */
public class TagsAndActionsTest {
    private static final RequestContext OWNER = Callers.member("p1");

    private final TestApi api = new TestApi(OWNER);

    @After
    public void close() {
        api.close();
    }

    private int tag(String id, String tag) {
        return api.send("PUT", "/v2/images/" + id + "/tags/" + tag, Map.of()).status();
    }

    private int untag(String id, String tag) {
        return api.delete("/v2/images/" + id + "/tags/" + tag).status();
    }

    private Answer act(String id, String action) {
        return api.send("POST", "/v2/images/" + id + "/actions/" + action, Map.of());
    }

    private Set<String> tags(String id) {
        return Set.copyOf(api.core.image(id).tags());
    }

    @Test
    @Covers({"TAG-1", "TAG-2", "TAG-4", "TAG-6", "TAG-7", "LIM-31", "GOTCHA-3"})
    public void tagsComeAndGo() {
        String id = api.image("\"tags\":[\"a\"]");
        assertEquals(204, tag(id, "gabe%40example.com"));
        assertEquals(204, tag(id, "b%20c"));
        assertEquals(204, tag(id, "a"));
        assertEquals("letters have two sizes", 204, tag(id, "A"));
        assertEquals(204, tag(id, "%C3%BC".repeat(255)));
        assertEquals(400, tag(id, "t".repeat(256)));
        assertEquals(Set.of("a", "A", "gabe@example.com", "b c", "\u00fc".repeat(255)), tags(id));
        assertEquals(204, untag(id, "b%20c"));
        assertEquals(404, untag(id, "b%20c"));
        assertEquals(404, untag(id, "x"));
        assertEquals(405, api.get("/v2/images/" + id + "/tags/a").status());
    }

    @Test
    @Covers({"TAG-3", "LIM-2"})
    public void theQuotaCountsTheTagsAfterwards() {
        Settings.change(api.core.settings, Map.of("image_tag_quota", 2));
        String id = api.image("\"tags\":[\"a\"]");
        assertEquals(204, tag(id, "b"));
        assertEquals("there already", 204, tag(id, "b"));
        assertEquals(413, tag(id, "c"));
        assertEquals(Set.of("a", "b"), tags(id));
        Settings.change(api.core.settings, Map.of("image_tag_quota", 1));
        assertEquals(413, tag(id, "b"));
        assertEquals(204, untag(id, "b"));
    }

    @Test
    @Covers({"TAG-5", "ERR-24"})
    public void whoMayTag() {
        String hidden = api.image("\"tags\":[\"a\"]");
        String community = api.image("\"visibility\":\"community\",\"tags\":[\"a\"]");
        api.as(Callers.member("p2"));
        assertEquals(404, tag(hidden, "x"));
        assertEquals(404, untag(hidden, "a"));
        assertEquals(403, tag(community, "x"));
        assertEquals(403, untag(community, "a"));
        assertEquals(404, tag("nope", "x"));
        api.as(Callers.anonymous());
        assertEquals(403, tag("nope", "x"));
        assertEquals(400, tag("nope", "t".repeat(256)));
        api.as(Callers.admin("adm"));
        assertEquals(204, tag(hidden, "x"));
    }

    @Test
    @Covers({"ACT-1", "ACT-2", "ACT-3", "STAT-1", "STAT-15", "STAT-18"})
    public void anImageIsTakenOutOfUseAndBack() {
        String id = api.active(new byte[3]);
        Answer first = act(id, "deactivate");
        assertEquals(204, first.status());
        assertEquals(0, first.body().length);
        assertEquals(ImageStatus.DEACTIVATED, api.core.image(id).status());
        assertEquals(204, act(id, "deactivate").status());
        assertEquals(204, act(id, "reactivate").status());
        assertEquals(204, act(id, "reactivate").status());
        assertEquals(ImageStatus.ACTIVE, api.core.image(id).status());
        for (ImageStatus status : new ImageStatus[] {
            ImageStatus.QUEUED, ImageStatus.SAVING, ImageStatus.UPLOADING, ImageStatus.IMPORTING, ImageStatus.KILLED
        }) {
            Image before = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(before, before.toBuilder().status(status).build());
            for (String action : new String[] {"deactivate", "reactivate"}) {
                Answer refused = act(id, action);
                assertEquals(403, refused.status());
                assertTrue(refused.text()
                        .contains("Not allowed to " + action + " image in status '" + status.wireName() + "'"));
            }
        }
    }

    @Test
    @Covers({"ACT-5", "ACT-6", "POL-17"})
    public void whoMayTakeItOutOfUse() {
        String hidden = api.active(new byte[3]);
        String community = api.active(new byte[3], "\"visibility\":\"community\"");
        api.as(Callers.member("p2"));
        for (String action : new String[] {"deactivate", "reactivate"}) {
            assertEquals(404, act(hidden, action).status());
            assertEquals(403, act(community, action).status());
            assertEquals(404, act("nope", action).status());
        }
        api.as(Callers.reader("p1"));
        assertEquals(403, act(hidden, "deactivate").status());
        api.as(Callers.anonymous());
        assertEquals(403, act("nope", "deactivate").status());
        api.as(Callers.admin("adm"));
        assertEquals(204, act(hidden, "deactivate").status());
        api.as(OWNER);
        assertEquals(
                "listed and shown",
                1,
                api.get("/v2/images?status=deactivated").json().get("images").size());
        assertEquals(
                200,
                api.patch(hidden, "[{\"op\":\"add\",\"path\":\"/k\",\"value\":\"v\"}]")
                        .status());
        assertEquals(409, api.upload(hidden, new byte[1]).status());
        assertEquals(204, api.delete("/v2/images/" + hidden).status());
    }

    @Test
    @Covers("STAT-7")
    public void whoLosesTheRaceIsToldSo() {
        String id = api.active(new byte[3]);
        api.core.worstMoment.before("update", () -> {
            Image image = api.core.image(id);
            api.core
                    .records
                    .images()
                    .update(
                            image,
                            image.toBuilder().status(ImageStatus.DEACTIVATED).build());
        });
        assertEquals(409, act(id, "deactivate").status());
    }
}
