package org.vitrine.rest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.Settings;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.rest.TestApi.Answer;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;

/** Staging and importing, as clients see it (contract sections 15.4 and 16), over two stores. */
public class ImportApiTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext ADMIN = Callers.admin("p1");
    private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.US_ASCII);
    private static final String DIRECT = "{\"method\":{\"name\":\"glance-direct\"}}";

    private TestApi api = new TestApi(new TestCore(Map.of(), "a", "b"), OWNER);

    @After
    public void close() {
        api.close();
    }

    private Answer stage(String id) {
        return api.send("PUT", "/v2/images/" + id + "/stage", Map.of("Content-Type", "application/octet-stream"), DATA);
    }

    private String staged(String... members) {
        String id = api.image(members);
        assertEquals(204, stage(id).status());
        return id;
    }

    private Answer start(String id, String body) {
        return api.post("/v2/images/" + id + "/import", body);
    }

    private static String with(String method, String members) {
        return "{\"method\":{\"name\":\"" + method + "\"}," + members + "}";
    }

    private int as(RequestContext caller, Supplier<Answer> request) {
        api.as(caller);
        return request.get().status();
    }

    private JsonNode show(String id) {
        return api.get("/v2/images/" + id).json();
    }

    private JsonNode task(String id) {
        JsonNode tasks = api.get("/v2/images/" + id + "/tasks").json().get("tasks");
        return tasks.get(tasks.size() - 1);
    }

    private boolean holds(String store, String id) {
        return api.core.memory.get(store).names().contains(id);
    }

    @Test
    @Covers({"STG-4", "STG-5", "STG-10", "STAT-4", "op:IMP-50"})
    public void stagedDataWaits() {
        String id = api.post("/v2/images", "{}").json().get("id").textValue();
        assertEquals(204, stage(id).status());
        JsonNode image = show(id);
        assertEquals("uploading", image.get("status").textValue());
        assertEquals(DATA.length, image.get("size").asInt());
        assertTrue(image.get("checksum").isNull());
        assertFalse(image.has("stores"));
        assertEquals(204, api.get("/v2/images/" + id + "/file").status());
        assertTrue(api.core.staging.find(new BlobName(id)).isPresent());
        assertEquals(204, api.delete("/v2/images/" + id).status());
        assertTrue(api.core.staging.find(new BlobName(id)).isEmpty());
    }

    @Test
    @Covers({"STG-1", "STG-2", "STG-3", "STG-6", "STG-9", "STAT-7"})
    public void whoMayStageAndWhen() {
        String id = staged();
        assertEquals(409, stage(id).status());
        assertEquals(409, stage(api.active(DATA)).status());
        assertEquals(404, stage("none").status());
        assertEquals(
                415,
                api.send("PUT", "/v2/images/" + id + "/stage", Map.of("Content-Type", "text/plain"), DATA)
                        .status());
        assertEquals(403, as(Callers.anonymous(), () -> stage(id)));
        String other = api.as(OWNER).image("\"visibility\":\"community\"");
        assertEquals(403, as(Callers.member("p2"), () -> stage(other)));
        assertEquals(404, as(Callers.member("p2"), () -> stage(id)));
        api.as(OWNER);
        Settings.change(api.core.settings, Map.of("image_size_cap", (long) DATA.length - 1));
        String large = api.image();
        assertEquals(413, stage(large).status());
        assertEquals("queued", show(large).get("status").textValue());
        assertTrue(show(large).get("size").isNull());
        assertTrue(api.core.staging.find(new BlobName(large)).isEmpty());
        Settings.change(api.core.settings, Map.of("enabled_import_methods", new String[] {"copy-image"}));
        assertEquals(404, stage("none").status());
    }

    @Test
    @Covers("STG-7")
    public void aStagingAreaThatCannotBeWrittenTakesNothing() throws IOException {
        String first = staged();
        Path directory =
                api.core.staging.find(new BlobName(first)).orElseThrow().getParent();
        assertEquals(204, api.delete("/v2/images/" + first).status());
        String id = api.image();
        Files.delete(directory);
        Files.createFile(directory);
        Answer denied = stage(id);
        assertEquals(503, denied.status());
        assertTrue(denied.text(), denied.text().contains("The staging area cannot be written."));
        assertEquals("queued", show(id).get("status").textValue());
        Files.delete(directory);
        assertEquals(204, stage(id).status());
    }

    @Test
    @Covers({
        "IMPF-13",
        "IMP-4",
        "IMPF-1",
        "IMPF-2",
        "IMPF-3",
        "IMPF-12",
        "TASK-22",
        "TASK-23",
        "TASK-25",
        "EX-10",
        "CLI-12",
        "GOTCHA-47",
        "op:IMP-30"
    })
    public void anImportIsATaskThatEnds() {
        String id = staged();
        Answer accepted = start(id, DIRECT);
        assertEquals(202, accepted.status());
        assertEquals(0, accepted.body().length);
        JsonNode waiting = show(id);
        JsonNode task = task(id);
        assertEquals("importing", waiting.get("status").textValue());
        assertEquals(
                task.get("id").textValue(), waiting.get("os_glance_import_task").textValue());
        assertEquals("a", waiting.get("os_glance_importing_to_stores").textValue());
        assertEquals("", waiting.get("os_glance_failed_import").textValue());
        assertEquals("pending", task.get("status").textValue());
        assertEquals("api_image_import", task.get("type").textValue());
        assertEquals(
                "{\"image_id\":\"" + id + "\",\"import_req\":" + DIRECT + ",\"backend\":[\"a\"]}",
                task.get("input").toString());
        assertEquals("req-test", task.get("request_id").textValue());
        assertEquals("user-p1", task.get("user_id").textValue());
        assertEquals("p1", task.get("owner").textValue());
        api.imports.runAll();
        JsonNode active = show(id);
        assertEquals("active", active.get("status").textValue());
        assertEquals("a", active.get("stores").textValue());
        assertEquals("", active.get("os_glance_importing_to_stores").textValue());
        assertEquals("", active.get("os_glance_failed_import").textValue());
        assertFalse(active.has("os_glance_import_task"));
        assertEquals(32, active.get("checksum").textValue().length());
        assertEquals(DATA.length, active.get("virtual_size").asInt());
        JsonNode ended = task(id);
        assertEquals("success", ended.get("status").textValue());
        assertEquals(id, ended.at("/result/image_id").textValue());
        assertEquals("Copied 0 MiB", ended.get("message").textValue());
        assertTrue(ended.get("expires_at").isTextual());
        assertArrayEquals(DATA, api.get("/v2/images/" + id + "/file").body());
        assertTrue(api.core.staging.find(new BlobName(id)).isEmpty());
        assertTrue(api.core.records.jobs().ofImage(id).isEmpty());
        assertEquals(List.of(), api.core.records.intents().ofImage(id));
    }

    @Test
    @Covers({"IMP-1", "IMP-10", "op:IMP-20"})
    public void bodiesThatAreWrong() {
        String id = staged();
        for (String body : List.of(
                "{}",
                "[]",
                "{\"method\":\"glance-direct\"}",
                "{\"method\":{}}",
                "{\"method\":{\"name\":1}}",
                "{\"method\":{\"name\":\"carrier-pigeon\"}}",
                with("glance-direct", "\"all_stores\":\"yes\""),
                with("glance-direct", "\"all_stores_must_succeed\":1"),
                with("glance-direct", "\"stores\":\"a\""),
                with("glance-direct", "\"stores\":[1]"),
                with("glance-direct", "\"stores\":[]"),
                with("glance-direct", "\"stores\":[\"a\"],\"all_stores\":true"))) {
            assertEquals(body, 400, start(id, body).status());
        }
        assertEquals(
                400, api.send("POST", "/v2/images/" + id + "/import", Map.of()).status());
        assertEquals("uploading", show(id).get("status").textValue());
        assertEquals(List.of(), api.imports.executor.submitted());
    }

    @Test
    @Covers({"IMP-11", "IMP-12", "IMP-13", "IMP-14", "IMP-15", "IMP-17", "POL-4", "POL-18", "GOTCHA-6", "op:IMP-22"})
    public void whoMayImportAndWhen() {
        String id = staged();
        assertEquals(409, start(api.image(), DIRECT).status());
        assertEquals(409, start(api.active(DATA), DIRECT).status());
        assertEquals(404, start("none", DIRECT).status());
        String bare = api.post("/v2/images", "{\"disk_format\":\"raw\"}")
                .json()
                .get("id")
                .textValue();
        assertEquals(204, stage(bare).status());
        Answer without = start(bare, DIRECT);
        assertEquals(409, without.status());
        assertTrue(without.text().contains("'container_format' needs to be set"));
        assertEquals(403, as(Callers.anonymous(), () -> start(id, DIRECT)));
        assertEquals(404, as(Callers.member("p2"), () -> start(id, DIRECT)));
        assertEquals(403, as(Callers.reader("p1"), () -> start(id, DIRECT)));
        api.as(OWNER);
        String copy = with("copy-image", "\"stores\":[\"b\"]");
        assertEquals(409, start(id, copy).status());
        assertEquals(403, start(api.active(DATA), copy).status());
    }

    @Test
    @Covers({"IMP-3", "IMP-19", "GOTCHA-7", "op:IMP-26"})
    public void whichStores() {
        String id = staged();
        assertEquals(409, start(id, with("glance-direct", "\"stores\":[\"c\"]")).status());
        assertEquals(
                409,
                start(id, with("glance-direct", "\"stores\":[\"os_glance_staging_store\"]"))
                        .status());
        Map<String, String> header = Map.of("x-image-meta-store", "b");
        String path = "/v2/images/" + id + "/import";
        for (String members : List.of("\"stores\":[\"a\"]", "\"all_stores\":true")) {
            assertEquals(
                    400,
                    api.send(
                                    "POST",
                                    path,
                                    header,
                                    with("glance-direct", members).getBytes(StandardCharsets.US_ASCII))
                            .status());
        }
        assertEquals(
                202,
                api.send("POST", path, header, DIRECT.getBytes(StandardCharsets.US_ASCII))
                        .status());
        api.imports.runAll();
        assertEquals("b", show(id).get("stores").textValue());
    }

    @Test
    @Covers({"IMP-20", "IMPF-6", "IMPF-17", "op:IMP-32"})
    public void allStoresAreFilledFromOneReading() {
        String id = staged();
        assertEquals(
                202, start(id, with("glance-direct", "\"all_stores\":true")).status());
        assertEquals("a,b", show(id).get("os_glance_importing_to_stores").textValue());
        api.imports.runAll();
        assertEquals("a,b", show(id).get("stores").textValue());
        assertTrue(holds("a", id) && holds("b", id));
        String doubled = staged();
        start(doubled, with("glance-direct", "\"stores\":[\"b\",\"a\",\"b\"]"));
        api.imports.runAll();
        assertEquals("b,a", show(doubled).get("stores").textValue());
    }

    @Test
    @Covers({"IMPF-7", "IMPF-7a", "IMPF-15", "IMPF-16", "DIS-7", "op:IMP-36", "op:IMP-37", "op:IMP-39"})
    public void oneStoreThatFailsFailsAll() {
        String id = staged();
        api.core.stores.get("b").failWrite(ErrorKind.STORE_FULL, 0);
        start(id, with("glance-direct", "\"all_stores\":true"));
        api.imports.runAll();
        JsonNode image = show(id);
        assertEquals("queued", image.get("status").textValue());
        assertEquals("", image.get("os_glance_importing_to_stores").textValue());
        assertEquals("b", image.get("os_glance_failed_import").textValue());
        assertFalse(image.has("os_glance_import_task"));
        assertTrue(image.get("size").isNull() && image.get("checksum").isNull());
        assertFalse(image.has("stores"));
        assertFalse(holds("a", id) || holds("b", id));
        assertEquals("failure", task(id).get("status").textValue());
        assertTrue(task(id).get("message").textValue().contains("fails as it was told to"));
        assertTrue(api.core.staging.find(new BlobName(id)).isEmpty());
        assertEquals(List.of(), api.core.records.intents().ofImage(id));
        api.core.stores.get("b").heal();
        assertEquals(204, stage(id).status());
        start(id, with("glance-direct", "\"all_stores\":true"));
        api.imports.runAll();
        assertEquals("a,b", show(id).get("stores").textValue());
        assertEquals("", show(id).get("os_glance_failed_import").textValue());
    }

    @Test
    @Covers({"IMPF-6", "IMPF-8", "EX-5", "op:IMP-34", "GOTCHA-28"})
    public void oneStoreThatFailsIsLeftOut() {
        String id = staged();
        api.core.stores.get("a").failWrite(ErrorKind.UNAVAILABLE, 3);
        start(id, with("glance-direct", "\"all_stores\":true,\"all_stores_must_succeed\":false"));
        api.imports.runAll();
        JsonNode image = show(id);
        assertEquals("active", image.get("status").textValue());
        assertEquals("b", image.get("stores").textValue());
        assertEquals("", image.get("os_glance_importing_to_stores").textValue());
        assertEquals("a", image.get("os_glance_failed_import").textValue());
        assertFalse(image.has("os_glance_import_task"));
        assertEquals("success", task(id).get("status").textValue());
        assertEquals(List.of(), api.core.records.intents().ofImage(id));
    }

    @Test
    @Covers({"IMPF-8", "op:IMP-37"})
    public void allStoresThatFailFailTheImport() {
        String id = staged();
        api.core.stores.values().forEach(store -> store.failWrite(ErrorKind.UNAVAILABLE, 3));
        start(id, with("glance-direct", "\"all_stores\":true,\"all_stores_must_succeed\":false"));
        api.imports.runAll();
        JsonNode image = show(id);
        assertEquals("queued", image.get("status").textValue());
        assertEquals("a,b", image.get("os_glance_failed_import").textValue());
        assertEquals("failure", task(id).get("status").textValue());
    }

    @Test
    @Covers({"IMP-18", "IMP-21", "IMP-22", "IMP-26", "IMPF-4", "op:IMP-53", "LOCK-1", "GOTCHA-29", "DIS-3"})
    public void aCopyGoesFromStoreToStore() {
        String id = api.active(DATA);
        api.as(ADMIN);
        assertEquals(400, start(id, with("copy-image", "\"stores\":[\"a\"]")).status());
        assertEquals(202, start(id, with("copy-image", "\"all_stores\":true")).status());
        JsonNode copying = show(id);
        assertEquals("active", copying.get("status").textValue());
        assertEquals("b", copying.get("os_glance_importing_to_stores").textValue());
        assertEquals(409, start(id, with("copy-image", "\"stores\":[\"b\"]")).status());
        api.imports.runAll();
        assertEquals("a,b", show(id).get("stores").textValue());
        assertArrayEquals(DATA, api.core.memory.get("b").bytes(new BlobName(id)).orElseThrow());
        assertEquals(202, start(id, with("copy-image", "\"all_stores\":true")).status());
        assertEquals(
                1, api.get("/v2/images/" + id + "/tasks").json().get("tasks").size());
    }

    @Test
    @Covers({"IMPF-7", "op:IMP-53"})
    public void aCopyThatFailsLeavesTheImageAsItWas() {
        String id = api.active(DATA);
        Image before = api.core.image(id);
        api.core.stores.get("b").failWrite(ErrorKind.STORE_READ_ONLY, 0);
        api.as(ADMIN);
        start(id, with("copy-image", "\"stores\":[\"b\"]"));
        api.imports.runAll();
        Image after = api.core.image(id);
        assertEquals(before.status(), after.status());
        assertEquals(before.checksum(), after.checksum());
        assertEquals(before.locations(), after.locations());
        assertEquals("b", after.properties().get("os_glance_failed_import"));
        assertEquals("failure", task(id).get("status").textValue());
    }

    @Test
    @Covers({"IMP-23", "IMP-27", "IMP-28", "op:IMP-27"})
    public void aSingleStoreHasNoName() {
        api.close();
        api = new TestApi(ADMIN);
        String id = staged();
        assertEquals(
                400,
                start(id, with("glance-direct", "\"all_stores_must_succeed\":false"))
                        .status());
        assertEquals(
                409,
                start(api.active(DATA), with("copy-image", "\"stores\":[\"x\"]"))
                        .status());
        assertEquals(
                202,
                start(id, with("glance-direct", "\"stores\":[\"x\"],\"all_stores\":true"))
                        .status());
        assertEquals("", show(id).get("os_glance_importing_to_stores").textValue());
        assertEquals("[null]", task(id).at("/input/backend").toString());
        api.imports.runAll();
        assertEquals("active", show(id).get("status").textValue());
        assertFalse(show(id).has("stores"));
    }

    @Test
    @Covers({"IMPF-14", "LOCK-4", "STAT-4"})
    public void anImageThatIsDeletedMeanwhileLeavesNothing() {
        String id = staged();
        start(id, DIRECT);
        String taskId = task(id).get("id").textValue();
        assertEquals(204, api.delete("/v2/images/" + id).status());
        api.imports.runAll();
        assertFalse(holds("a", id));
        assertTrue(api.core.staging.find(new BlobName(id)).isEmpty());
        assertTrue(api.core.records.jobs().ofImage(id).isEmpty());
        assertEquals(
                "failure",
                api.core.records.tasks().find(taskId).orElseThrow().status().wireName());
    }

    @Test
    @Covers({"PROXY-4", "PROXY-5", "STG-8", "REP-14", "op:IMP-60", "op:IMP-61", "op:IMP-62"})
    public void whatAnotherNodeStagedIsThatNodesToImport() {
        // Nobody listens on the port of this URL.
        Settings.change(api.core.settings, Map.of("worker_self_reference_url", "http://127.0.0.1:1/"));
        String id = staged();
        assertEquals("http://127.0.0.1:1", api.core.image(id).properties().get("os_glance_stage_host"));
        assertFalse(show(id).has("os_glance_stage_host"));
        Settings.change(api.core.settings, Map.of("worker_self_reference_url", "http://127.0.0.1:2"));
        Answer unreachable = start(id, DIRECT);
        assertEquals(504, unreachable.status());
        assertTrue(unreachable.text().contains("Stage host is unavailable"));
        assertEquals(204, api.delete("/v2/images/" + id).status());
        assertEquals(404, api.get("/v2/images/" + id).status());
        Settings.change(api.core.settings, Map.of("public_endpoint", "http://127.0.0.1:1"));
        String shared = staged();
        assertEquals(202, start(shared, DIRECT).status());
    }

    @Test
    @Covers({"REQ-5", "ERR-38", "PROXY-1", "PROXY-2", "PROXY-7"})
    public void whatTheOtherNodeSaysIsTheAnswer() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Queue<Integer> statuses = new ArrayDeque<>(List.of(202, 409, 204));
        List<String> requests = new ArrayList<>();
        other.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(body, StandardCharsets.US_ASCII));
            Integer status = statuses.poll();
            if (status != null) {
                exchange.getResponseHeaders().set("x-openstack-request-id", "req-of-the-other-node");
                exchange.sendResponseHeaders(status, -1);
            }
            exchange.close();
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            Settings.change(api.core.settings, Map.of("worker_self_reference_url", url));
            String id = staged();
            Settings.change(api.core.settings, Map.of("worker_self_reference_url", "http://127.0.0.1:2"));
            Answer accepted = start(id, DIRECT);
            assertEquals(202, accepted.status());
            assertEquals("req-of-the-other-node", accepted.header("x-openstack-request-id"));
            Answer refused = start(id, DIRECT);
            assertEquals(409, refused.status());
            assertEquals("req-of-the-other-node", refused.header("x-openstack-request-id"));
            assertEquals(204, api.delete("/v2/images/" + id).status());
            String path = "/v2/images/" + id;
            String sent = "POST " + path + "/import " + DIRECT;
            assertEquals(List.of(sent, sent, "DELETE " + path + " "), requests);
            Settings.change(api.core.settings, Map.of("worker_self_reference_url", url));
            String broken = staged();
            Settings.change(api.core.settings, Map.of("worker_self_reference_url", "http://127.0.0.1:2"));
            assertEquals(
                    "it hangs up without an answer", 502, start(broken, DIRECT).status());
        } finally {
            other.stop(0);
        }
    }

    @Test
    @Covers({"TASK-5", "TASK-21", "op:TASK-1", "op:TASK-10"})
    public void tasksThatCannotWorkFail() {
        api.as(ADMIN);
        for (String body : List.of(
                "{\"type\":\"api_image_import\",\"input\":{\"image_id\":\"x\"}}",
                "{\"type\":\"import\",\"input\":{\"import_from\":\"http://x\"}}",
                "{\"type\":\"import\",\"input\":{\"import_from\":\"file:///etc/passwd\",\"import_from_format\":\"raw\","
                        + "\"image_properties\":{}}}")) {
            String id = api.post("/v2/tasks", body).json().get("id").textValue();
            api.imports.runAll();
            JsonNode task = api.get("/v2/tasks/" + id).json();
            assertEquals("failure", task.get("status").textValue());
            assertFalse(task.get("message").textValue().isEmpty());
        }
        assertEquals(0, api.get("/v2/images").json().get("images").size());
    }

    @Test
    @Covers({"IMG-CREATE-2", "DISC-1", "op:IMP-18"})
    public void creatingTellsTheMethods() {
        Answer created = api.post("/v2/images", "{}");
        assertEquals("glance-direct,copy-image", created.header("OpenStack-image-import-methods"));
        Settings.change(api.core.settings, Map.of("enabled_import_methods", new String[0]));
        assertNull(api.post("/v2/images", "{}").header("OpenStack-image-import-methods"));
        assertEquals(
                "[]",
                api.get("/v2/info/import").json().at("/import-methods/value").toString());
    }
}
