package org.vitrine.core.tasks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.After;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Configuration;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.task.FakeTaskExecutor;

public class TasksTest {
    private static final RequestContext ADMIN = Callers.admin("p1");
    private static final String IMAGE = "6a1f0c9e-0000-4000-8000-000000000001";

    private final TestCore core = new TestCore(Map.of("limit_param_default", 2, "api_limit_max", 3), "main");
    private final TestTasks tasks = new TestTasks(core);
    private final FakeTaskExecutor executor = new FakeTaskExecutor();

    @After
    public void close() {
        core.close();
    }

    private static void assertRefused(ErrorKind kind, Runnable call) {
        assertEquals(kind, assertThrows(VitrineException.class, call::run).kind());
    }

    private static TaskListRequest request(String marker, Integer limit) {
        return new TaskListRequest(
                List.of(),
                TaskColumn.CREATED_AT,
                true,
                Optional.ofNullable(marker),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
    }

    private Task store(int number, String owner, boolean expired) {
        Instant created = ImageAccess.now().minusSeconds(1000 - number);
        Task task = new Task(
                String.format("00000000-0000-4000-8000-%012d", number),
                "import",
                TaskStatus.PENDING,
                owner,
                JsonObject.EMPTY,
                null,
                "",
                null,
                IMAGE,
                null,
                null,
                created,
                created);
        core.records.tasks().create(task);
        if (expired) {
            Task ended = task.failed("no", created.plusSeconds(1), Duration.ofSeconds(1));
            assertTrue(core.records.tasks().update(TaskStatus.PENDING, ended));
        }
        return task;
    }

    @Test
    @Covers({"TASK-1", "POL-19", "op:POL-74", "op:TASK-9", "op:TASK-16"})
    public void theTaskApiIsForAdministrators() {
        Task task = store(1, "p1", false);
        RequestContext member = Callers.member("p1");
        assertRefused(ErrorKind.FORBIDDEN, () -> tasks.catalog.requireAccess(member));
        assertRefused(ErrorKind.FORBIDDEN, () -> tasks.catalog.list(member, request(null, null)));
        assertRefused(ErrorKind.FORBIDDEN, () -> tasks.catalog.show(member, task.id()));
        core.policy.allow("tasks_api_access");
        assertEquals(task, tasks.catalog.show(member, task.id()));
        assertRefused(ErrorKind.NOT_FOUND, () -> tasks.catalog.show(Callers.member("p2"), task.id()));
        assertTrue(tasks.catalog
                .list(Callers.member("p2"), request(null, null))
                .tasks()
                .isEmpty());
        assertRefused(ErrorKind.NOT_FOUND, () -> tasks.catalog.show(ADMIN, "none"));
    }

    @Test
    @Covers({"TASK-12", "TASK-13", "GOTCHA-16"})
    public void listsArePaged() {
        for (int i = 1; i <= 5; i++) {
            store(i, i % 2 == 0 ? "p2" : "p1", false);
        }
        TaskPage first = tasks.catalog.list(ADMIN, request(null, null));
        assertEquals(2, first.tasks().size());
        TaskPage second = tasks.catalog.list(ADMIN, request(first.nextMarker().orElseThrow(), 100));
        assertEquals("clamped", 3, second.tasks().size());
        TaskPage last = tasks.catalog.list(ADMIN, request(second.nextMarker().orElseThrow(), 1));
        assertTrue(last.tasks().isEmpty() && last.nextMarker().isEmpty());
        assertTrue(tasks.catalog.list(ADMIN, request(null, 0)).tasks().isEmpty());
        assertRefused(ErrorKind.INVALID, () -> tasks.catalog.list(ADMIN, request("none", null)));
    }

    @Test
    @Covers({"TASK-14", "TASK-24", "op:TASK-4"})
    public void expiredTasksOfTheProjectAreDeletedWhenItLooks() {
        Task mine = store(1, "p1", true);
        Task others = store(2, "p2", true);
        assertTrue(tasks.catalog.list(ADMIN, request(null, null)).tasks().isEmpty());
        assertTrue(core.records.tasks().find(mine.id()).isEmpty());
        assertTrue(core.records.tasks().find(others.id()).isPresent());
    }

    @Test
    @Covers({"TASK-22", "TASK-24", "op:TASK-15", "GOTCHA-31"})
    public void whoSeesAnImageSeesItsProjectsTasks() {
        Image.Builder image =
                Image.builder(IMAGE, ImageAccess.now()).owner("p1").visibility(Visibility.PUBLIC);
        core.records.images().create(image.build());
        Task mine = store(1, "p1", false);
        Task others = store(2, "p2", false);
        store(3, "p1", true);
        assertEquals(List.of(mine, others), tasks.catalog.ofImage(ADMIN, IMAGE));
        assertEquals(List.of(mine), tasks.catalog.ofImage(Callers.member("p1"), IMAGE));
        assertEquals(List.of(others), tasks.catalog.ofImage(Callers.reader("p2"), IMAGE));
        assertTrue(tasks.catalog.ofImage(Callers.reader("p3"), IMAGE).isEmpty());
        assertRefused(ErrorKind.NOT_FOUND, () -> tasks.catalog.ofImage(Callers.nobody("p1"), IMAGE));
        assertRefused(ErrorKind.NOT_FOUND, () -> tasks.catalog.ofImage(ADMIN, "none"));
    }

    @Test
    @Covers({"TASK-2", "TASK-25"})
    public void aTaskIsMadeAndHandedOver() {
        core.plugins.bind(executor);
        JsonObject input = new JsonObject(Map.of("image_id", IMAGE));
        Task task = tasks.creation.create(ADMIN, "api_image_import", input);
        assertEquals(List.of(task.id()), executor.submitted());
        assertEquals(Optional.of(task), core.records.tasks().find(task.id()));
        assertEquals(TaskStatus.PENDING, task.status());
        assertEquals(IMAGE, task.imageId());
        assertEquals("req-test", task.requestId());
        assertEquals("user-p1", task.userId());
        assertEquals("p1", task.owner());
        assertRefused(
                ErrorKind.INVALID,
                () -> tasks.creation.create(ADMIN, "import", new JsonObject(Map.of("image_id", IMAGE + "x"))));
    }

    @Test
    @Covers("TASK-2")
    public void withoutAnExecutorNoTaskIsLeftBehind() {
        assertRefused(ErrorKind.UNAVAILABLE, () -> tasks.creation.create(ADMIN, "import", JsonObject.EMPTY));
        core.plugins.bind(executor);
        executor.fill();
        assertRefused(ErrorKind.UNAVAILABLE, () -> tasks.creation.create(ADMIN, "import", JsonObject.EMPTY));
        assertTrue(tasks.catalog.list(ADMIN, request(null, null)).tasks().isEmpty());
    }

    @Test
    @Covers({"LIM-17", "op:TASK-3"})
    public void tasksAreShownForTwoDaysUnlessConfigured() {
        assertEquals(Duration.ofHours(48), settings(Map.of()).timeToLive());
        assertEquals(
                Duration.ofHours(1), settings(Map.of("task_time_to_live", 1)).timeToLive());
        assertThrows(IllegalArgumentException.class, () -> settings(Map.of("task_time_to_live", 0)));
    }

    private static TaskSettings settings(Map<String, Object> values) {
        return new TaskSettings(Configuration.of(TaskSettings.TasksConfig.class, values));
    }
}
