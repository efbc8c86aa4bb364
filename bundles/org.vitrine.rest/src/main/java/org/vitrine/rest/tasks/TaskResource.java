package org.vitrine.rest.tasks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.tasks.TaskCatalog;
import org.vitrine.core.tasks.TaskCreation;
import org.vitrine.core.tasks.TaskPage;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.edge.api.ErrorPage;
import org.vitrine.rest.http.Exchange;
import org.vitrine.rest.http.Json;
import org.vitrine.rest.http.Query;
import org.vitrine.rest.http.Route;
import org.vitrine.rest.schemas.SchemaCheck;
import org.vitrine.rest.schemas.SchemaShapes;

/** {@code /v2/tasks}, the tasks of an image, and the schemas of both (contract sections 21 and 23). */
@Component(service = TaskResource.class)
public final class TaskResource {
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final TaskCatalog catalog;
    private final TaskCreation creation;
    private final ObjectNode properties;
    private final SchemaCheck check;

    /** Calls the use cases. */
    @Activate
    public TaskResource(@Reference TaskCatalog catalog, @Reference TaskCreation creation) throws IOException {
        this.catalog = catalog;
        this.creation = creation;
        properties = SchemaShapes.read("task.json");
        check = new SchemaCheck(SchemaShapes.of("task", properties).put("additionalProperties", false));
    }

    /** The routes of this resource. */
    public List<Route> routes() {
        return List.of(
                new Route(TaskJson.TASKS).on("GET", this::list).on("POST", this::create),
                new Route(TaskJson.TASKS + "/{}").on("GET", this::show).on("DELETE", this::delete),
                new Route("/v2/images/{}/tasks")
                        .withoutBody("GET", this::ofImage)
                        .orElseNotFound(),
                new Route("/v2/schemas/task")
                        .on("GET", exchange -> exchange.send(HttpServletResponse.SC_OK, schema(properties))),
                new Route("/v2/schemas/tasks")
                        .on("GET", exchange -> exchange.send(HttpServletResponse.SC_OK, listSchema())));
    }

    private static ObjectNode schema(ObjectNode of) {
        return SchemaShapes.of("task", of);
    }

    private ObjectNode listSchema() {
        ObjectNode stub = properties.deepCopy();
        stub.remove(List.of("input", "result", "message"));
        return SchemaShapes.list("tasks", schema(stub));
    }

    private void list(Exchange exchange) throws IOException {
        catalog.requireAccess(exchange.context());
        Query query = new Query(exchange.parameters());
        TaskPage page = catalog.list(exchange.context(), TaskParameters.parse(query));
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode tasks = body.putArray("tasks");
        page.tasks().forEach(task -> tasks.add(TaskJson.stub(task)));
        body.put("first", query.first(TaskJson.TASKS));
        page.nextMarker().ifPresent(marker -> body.put("next", query.next(TaskJson.TASKS, marker)));
        exchange.send(HttpServletResponse.SC_OK, body.put("schema", "/v2/schemas/tasks"));
    }

    private void show(Exchange exchange) throws IOException {
        exchange.send(
                HttpServletResponse.SC_OK, TaskJson.whole(catalog.show(exchange.context(), exchange.variable(0))));
    }

    private void create(Exchange exchange) throws IOException {
        catalog.requireAccess(exchange.context());
        JsonNode body = exchange.body();
        for (String key : List.of("type", "input")) {
            if (!body.has(key)) {
                throw new VitrineException(ErrorKind.INVALID, "Task '" + key + "' is required");
            }
        }
        check.require("task", body);
        if (body.get("input").isNull()) {
            throw new VitrineException(ErrorKind.INVALID, "The input of a task must be an object.");
        }
        JsonObject input = new JsonObject(Json.mapper().convertValue(body.get("input"), MAP));
        Task task = creation.create(exchange.context(), body.get("type").textValue(), input);
        exchange.response().setHeader("Location", exchange.absolute(TaskJson.TASKS + "/" + task.id()));
        exchange.send(HttpServletResponse.SC_CREATED, TaskJson.whole(task));
    }

    /** Tasks are deleted by their expiry alone (TASK-20). */
    private void delete(Exchange exchange) throws IOException {
        catalog.requireAccess(exchange.context());
        exchange.response().setHeader("Allow", "GET");
        ErrorPage.write(
                exchange.request(),
                exchange.response(),
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "Tasks cannot be deleted. They vanish after their time of expiry.");
    }

    private void ofImage(Exchange exchange) throws IOException {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode tasks = body.putArray("tasks");
        catalog.ofImage(exchange.context(), exchange.variable(0)).forEach(task -> tasks.add(TaskJson.record(task)));
        exchange.send(HttpServletResponse.SC_OK, body);
    }
}
