package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.quota.FakeLimits;

/** What clients and test suites take for granted (contract section 25), and what they send in vain. */
public class ClientsTest {
    private static final byte[] DATA = "abc".getBytes(StandardCharsets.US_ASCII);

    private final TestApi api = new TestApi(Callers.member("p1"));

    @After
    public void close() {
        api.close();
    }

    @Test
    @Covers("CLI-3")
    public void bodiesHaveTheMembersThatTheClientsTakeOut() {
        String id = api.image();
        for (JsonNode image : new JsonNode[] {
            api.get("/v2/images/" + id).json(),
            api.get("/v2/images").json().get("images").get(0),
            api.patch(id, "[]").json()
        }) {
            assertEquals("/v2/images/" + id, image.get("self").textValue());
        }
        for (String[] row : new String[][] {
            {"/v2/images/" + id + "/members", "members"},
            {"/v2/images/" + id + "/tasks", "tasks"},
            {"/v2/tasks", "tasks"}
        }) {
            assertTrue(
                    row[0],
                    api.as(Callers.admin("p1")).get(row[0]).json().get(row[1]).isArray());
        }
    }

    @Test
    @Covers({"DL-12", "GOTCHA-40"})
    public void conditionsAreNotLookedAt() {
        String id = api.active(DATA);
        String file = "/v2/images/" + id + "/file";
        String checksum = api.get(file).header("Content-MD5");
        for (String header : new String[] {"If-None-Match", "If-Match", "If-Modified-Since", "If-Range"}) {
            Answer whole = api.send("GET", file, Map.of(header, '"' + checksum + '"'));
            assertEquals(header, 200, whole.status());
            assertEquals(header, DATA.length, whole.body().length);
        }
        Answer part = api.send("GET", file, Map.of("If-Range", "\"another\"", "Range", "bytes=1-1"));
        assertEquals("the range counts all the same", 206, part.status());
        assertEquals(405, api.send("HEAD", file, Map.of()).status());
    }

    @Test
    @Covers("MISC-4")
    public void theLanguageChangesNoOutcome() {
        String id = api.image();
        for (String language : new String[] {"de, en;q=0.5", "x", "*", "", ";;;"}) {
            Map<String, String> header = Map.of("Accept-Language", language);
            assertEquals(200, api.send("GET", "/v2/images/" + id, header).status());
            Answer error = api.send("GET", "/v2/images/none", header);
            assertEquals(404, error.status());
            assertEquals("404 Not Found", error.json().get("code").textValue());
        }
    }

    @Test
    @Covers({"ERR-10", "ERR-33"})
    public void whoIsOverALimitIsToldTheFigures() {
        byte[] data = new byte[2 << 20];
        FakeLimits limits = new FakeLimits().limit(QuotaResource.IMAGE_SIZE_TOTAL, 1);
        api.core.plugins.limit(limits, false);
        String id = api.image();
        assertEquals("one may go over", 204, api.upload(api.image(), data).status());
        assertOver("image_size_total is over limit of 1", api.upload(id, data));
        limits.limit(QuotaResource.IMAGE_SIZE_TOTAL, 10).limit(QuotaResource.IMAGE_STAGE_TOTAL, 1);
        assertEquals(204, stage(api.image(), data).status());
        assertOver("image_stage_total is over limit of 1", stage(id, data));
        limits.limit(QuotaResource.IMAGE_COUNT_UPLOADING, 0);
        assertOver("image_count_uploading is over limit of 0", api.upload(id, data));
    }

    private Answer stage(String id, byte[] data) {
        return api.send("PUT", "/v2/images/" + id + "/stage", Map.of("Content-Type", "application/octet-stream"), data);
    }

    private static void assertOver(String words, Answer answer) {
        assertEquals(answer.text(), 413, answer.status());
        assertTrue(answer.text(), answer.json().get("message").textValue().contains(words));
    }
}
