package org.vitrine.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.task.FakeTaskExecutor;

/** What the calls on tasks answer (contract section 21). */
public class TaskApiTest {
    private static final RequestContext ADMIN = Callers.admin("p1");
    private static final RequestContext MEMBER = Callers.member("p1");
    private static final String BODY =
            "{\"type\":\"import\",\"input\":{\"image_id\":\"i1\",\"n\":1.5,\"list\":[null]}}";

    private final TestApi api = new TestApi(ADMIN);
    private final FakeTaskExecutor executor = new FakeTaskExecutor();

    @Before
    public void open() {
        api.core.plugins.bind(executor);
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

    private String create() {
        return api.post("/v2/tasks", BODY).json().get("id").textValue();
    }

    private void end(String id, boolean well) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Task begun = api.core.records.tasks().find(id).orElseThrow().begun(now);
        api.core.records.tasks().update(TaskStatus.PENDING, begun);
        Task ended = well
                ? begun.succeeded(new JsonObject(Map.of("image_id", "i1")), now, Duration.ofHours(1))
                : begun.failed("why", now, Duration.ofHours(1));
        api.core.records.tasks().update(TaskStatus.PROCESSING, ended);
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        api.get("/v2/tasks" + query)
                .json()
                .get("tasks")
                .forEach(task -> ids.add(task.get("id").textValue()));
        return ids;
    }

    @Test
    @Covers({"TASK-2", "TASK-6", "TASK-7", "TASK-15", "GOTCHA-41", "op:TASK-14"})
    public void aTaskIsMadeAndShown() {
        Answer created = api.post("/v2/tasks", BODY);
        assertEquals(201, created.status());
        JsonNode task = created.json();
        String id = task.get("id").textValue();
        assertEquals("http://img.test:9292/v2/tasks/" + id, created.header("Location"));
        assertEquals(List.of(id), executor.submitted());
        assertEquals(
                Set.of(
                        "id",
                        "type",
                        "status",
                        "owner",
                        "input",
                        "result",
                        "message",
                        "created_at",
                        "updated_at",
                        "self",
                        "schema",
                        "image_id",
                        "request_id",
                        "user_id"),
                keys(task));
        assertEquals("pending", task.get("status").textValue());
        assertEquals("", task.get("message").textValue());
        assertTrue(task.get("result").isNull());
        assertEquals(
                "{\"image_id\":\"i1\",\"n\":1.5,\"list\":[null]}",
                task.get("input").toString());
        assertEquals("/v2/tasks/" + id, task.get("self").textValue());
        assertEquals("/v2/schemas/task", task.get("schema").textValue());
        assertEquals(task, api.get("/v2/tasks/" + id).json());
        end(id, true);
        JsonNode ended = api.get("/v2/tasks/" + id).json();
        assertEquals("i1", ended.at("/result/image_id").textValue());
        assertTrue(ended.get("expires_at").textValue().endsWith("Z"));
        assertEquals(404, api.get("/v2/tasks/none").status());
    }

    @Test
    @Covers({"TASK-3", "TASK-4", "TASK-5", "op:TASK-1"})
    public void wrongTasksAreRefused() {
        for (String json : new String[] {
            "",
            "[]",
            "{\"type\":\"import\"}",
            "{\"input\":{}}",
            "{\"type\":\"import\",\"input\":null}",
            "{\"type\":\"import\",\"input\":[]}",
            "{\"type\":\"import\",\"input\":{},\"foo\":1}",
            "{\"type\":\"export\",\"input\":{}}",
            "{\"type\":1,\"input\":{}}"
        }) {
            assertEquals(json, 400, api.post("/v2/tasks", json).status());
        }
        assertEquals(List.of(), executor.submitted());
        assertEquals(
                201,
                api.post("/v2/tasks", "{\"type\":\"api_image_import\",\"input\":{}}")
                        .status());
    }

    @Test
    @Covers({"TASK-1", "GOTCHA-32", "TASK-20", "ERR-29", "op:TASK-9"})
    public void othersAreForbiddenBeforeAnythingElse() {
        String id = create();
        api.as(MEMBER);
        assertEquals(403, api.post("/v2/tasks", "nonsense").status());
        assertEquals(403, api.get("/v2/tasks?limit=x").status());
        assertEquals(403, api.get("/v2/tasks/" + id).status());
        assertEquals(403, api.delete("/v2/tasks/" + id).status());
        api.as(ADMIN);
        for (String path : new String[] {id, "none"}) {
            Answer refused = api.delete("/v2/tasks/" + path);
            assertEquals(405, refused.status());
            assertEquals("GET", refused.header("Allow"));
        }
        assertEquals(200, api.get("/v2/tasks/" + id).status());
    }

    @Test
    @Covers("TASK-2")
    public void withoutAnExecutorThereIsNoTask() {
        api.core.plugins.unbind(executor);
        Answer refused = api.post("/v2/tasks", BODY);
        assertEquals(503, refused.status());
        assertTrue(refused.text(), refused.text().contains("task executor"));
        assertEquals(List.of(), ids(""));
    }

    @Test
    @Covers({"TASK-10", "TASK-11", "TASK-13", "GOTCHA-17"})
    public void listsShowStubs() {
        String first = create();
        String second = create();
        end(second, false);
        JsonNode list = api.get("/v2/tasks").json();
        assertEquals(Set.of("tasks", "first", "schema"), keys(list));
        assertEquals("/v2/tasks", list.get("first").textValue());
        assertEquals("/v2/schemas/tasks", list.get("schema").textValue());
        assertEquals(
                Set.of("id", "type", "status", "owner", "created_at", "updated_at", "expires_at", "self", "schema"),
                keys(list.at("/tasks/0")));
        assertFalse(list.at("/tasks/1").has("expires_at"));
        JsonNode page = api.get("/v2/tasks?limit=1&sort_dir=asc").json();
        assertEquals(
                "/v2/tasks?limit=1&sort_dir=asc&marker=" + first,
                page.get("next").textValue());
        assertEquals(List.of(second), ids("?limit=1&sort_dir=asc&marker=" + first));
        assertEquals(List.of(second), ids("?status=failure"));
        assertEquals(List.of(), ids("?status="));
        assertEquals(List.of(first, second), ids("?type=import&sort_dir=asc&foo=bar&sort_key=deleted_at"));
        assertEquals(List.of(second), ids("?sort_key=status&sort_dir=asc&limit=1"));
        assertEquals(List.of(), ids("?owner=p2"));
        assertEquals(List.of(first), ids("?id=" + first));
        assertEquals(List.of(), ids("?created_at=2001-01-01T00:00:00Z"));
        assertEquals(List.of(), ids("?created_at=2001-01-01%2000:00:00"));
        assertEquals(List.of(), ids("?limit=0"));
    }

    @Test
    @Covers({"TASK-12", "GOTCHA-16"})
    public void wrongQueriesAreRefused() {
        for (String query : new String[] {
            "limit=-1",
            "limit=x",
            "sort_dir=up",
            "sort_key=foo",
            "marker=x",
            "marker=",
            "marker=11111111-1111-1111-1111-111111111111",
            "status=done",
            "type=api_image_import",
            "created_at=soon"
        }) {
            assertEquals(query, 400, api.get("/v2/tasks?" + query).status());
        }
    }

    @Test
    @Covers({"TASK-22", "TASK-23", "TASK-25", "ROUTE-36", "GOTCHA-31", "EX-10"})
    public void anImageHasRecordsOfTasks() {
        String image = api.image();
        assertEquals("{\"tasks\":[]}", api.get("/v2/images/" + image + "/tasks").text());
        api.post("/v2/tasks", "{\"type\":\"api_image_import\",\"input\":{\"image_id\":\"" + image + "\"}}");
        JsonNode task =
                api.as(MEMBER).get("/v2/images/" + image + "/tasks").json().at("/tasks/0");
        assertEquals(
                Set.of(
                        "id",
                        "type",
                        "status",
                        "owner",
                        "expires_at",
                        "created_at",
                        "updated_at",
                        "deleted_at",
                        "deleted",
                        "image_id",
                        "request_id",
                        "user_id",
                        "input",
                        "result",
                        "message"),
                keys(task));
        assertTrue(task.get("created_at").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}"));
        assertTrue(task.get("expires_at").isNull() && task.get("deleted_at").isNull());
        assertEquals("req-test", task.get("request_id").textValue());
        assertEquals("user-p1", task.get("user_id").textValue());
        assertEquals(
                404,
                api.as(Callers.member("p2"))
                        .get("/v2/images/" + image + "/tasks")
                        .status());
        assertEquals(404, api.get("/v2/images/none/tasks").status());
        assertEquals(404, api.post("/v2/images/" + image + "/tasks", "{}").status());
        assertEquals(
                400,
                api.send("GET", "/v2/images/" + image + "/tasks", Map.of(), new byte[1])
                        .status());
    }

    @Test
    @Covers({"ROUTE-46", "ROUTE-47"})
    public void methods() {
        assertEquals("GET, POST", api.send("PUT", "/v2/tasks", Map.of()).header("Allow"));
        assertEquals("GET, DELETE", api.send("PUT", "/v2/tasks/x", Map.of()).header("Allow"));
    }
}
