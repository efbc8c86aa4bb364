package org.vitrine.rest.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.images.ImageJson;

/** Tasks as JSON: stubs in lists, whole ones, and the records that images have (TASK-6, TASK-10, TASK-23). */
final class TaskJson {
    static final String TASKS = "/v2/tasks";

    private static final DateTimeFormatter RECORD_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TaskJson() {}

    static ObjectNode stub(Task task) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", task.id()).put("type", task.type());
        json.put("status", task.status().wireName()).put("owner", task.owner());
        if (task.expiresAt() != null) {
            json.put("expires_at", ImageJson.time(task.expiresAt()));
        }
        json.put("created_at", ImageJson.time(task.createdAt())).put("updated_at", ImageJson.time(task.updatedAt()));
        return json.put("self", TASKS + "/" + task.id()).put("schema", "/v2/schemas/task");
    }

    static ObjectNode whole(Task task) {
        ObjectNode json = stub(task);
        json.set("input", tree(task.input()));
        json.set("result", tree(task.result()));
        json.put("message", task.message());
        put(json, "image_id", task.imageId());
        put(json, "request_id", task.requestId());
        put(json, "user_id", task.userId());
        return json;
    }

    private static void put(ObjectNode json, String key, String value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    /** The row as the reference's database layer has it: all columns, null where nothing is set. */
    static ObjectNode record(Task task) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", task.id()).put("type", task.type());
        json.put("status", task.status().wireName()).put("owner", task.owner());
        json.put("expires_at", time(task.expiresAt()));
        json.put("created_at", time(task.createdAt())).put("updated_at", time(task.updatedAt()));
        json.putNull("deleted_at").put("deleted", false);
        json.put("image_id", task.imageId()).put("request_id", task.requestId());
        json.put("user_id", task.userId());
        json.set("input", tree(task.input()));
        json.set("result", tree(task.result()));
        return json.put("message", task.message());
    }

    private static String time(Instant time) {
        return time == null ? null : RECORD_TIME.format(time);
    }

    private static JsonNode tree(JsonObject object) {
        return object == null ? Json.mapper().nullNode() : Json.mapper().valueToTree(object.values());
    }
}
