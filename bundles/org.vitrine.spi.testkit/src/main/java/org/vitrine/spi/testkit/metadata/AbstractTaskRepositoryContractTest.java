package org.vitrine.spi.testkit.metadata;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskFilter;
import org.vitrine.domain.task.TaskQuery;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.TaskRepository;
import org.vitrine.spi.testkit.Covers;

/** What every metadata repository promises of tasks. */
public abstract class AbstractTaskRepositoryContractTest {
    private static final Instant T0 = Instant.parse("2030-01-02T03:04:05Z");
    private static final Viewer ADMIN = new Viewer("p1", true);
    private static final String IMAGE = "6a1f0c9e-0000-4000-8000-000000000001";

    private TaskRepository tasks;

    /** An empty repository. */
    protected abstract MetadataRepository create() throws Exception;

    /** Makes the repository. */
    @Before
    public final void open() throws Exception {
        tasks = create().tasks();
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private static String id(int number) {
        return String.format("00000000-0000-4000-8000-%012d", number);
    }

    private static Task task(int number, String owner) {
        Instant created = at(number);
        JsonObject input = new JsonObject(Map.of("image_id", IMAGE));
        return new Task(
                id(number),
                "api_image_import",
                TaskStatus.PENDING,
                owner,
                input,
                null,
                "",
                null,
                IMAGE,
                "req-" + number,
                "u1",
                created,
                created);
    }

    private Task store(int number, String owner) {
        Task task = task(number, owner);
        tasks.create(task);
        return task;
    }

    private static ErrorKind kindOf(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }

    private static TaskQuery query(Viewer viewer, TaskFilter... filters) {
        return new TaskQuery(
                viewer, Arrays.asList(filters), TaskColumn.CREATED_AT, false, Optional.empty(), 100, at(100));
    }

    private static TaskQuery sorted(TaskColumn sort, boolean ascending, String marker, int limit) {
        return new TaskQuery(ADMIN, List.of(), sort, ascending, Optional.ofNullable(marker), limit, at(100));
    }

    private List<String> list(TaskQuery query) {
        return tasks.list(query).stream().map(Task::id).toList();
    }

    @Test
    @Covers({"TASK-6", "op:DB-15", "op:DB-16"})
    public void aTaskIsFoundAsItWasCreated() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("import_req", Map.of("method", Map.of("name", "web-download", "uri", "http://x/ü?\"q\"")));
        input.put("backend", List.of("s1", "s2"));
        input.put("number", 1.5);
        input.put("none", null);
        Task full = new Task(
                id(1),
                "import",
                TaskStatus.PENDING,
                "p1",
                new JsonObject(input),
                null,
                "",
                null,
                null,
                null,
                null,
                T0,
                T0);
        tasks.create(full);
        assertEquals(Optional.of(full), tasks.find(id(1)));
        assertTrue(tasks.find(id(2)).isEmpty());
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> tasks.create(full)));
        Task unowned = store(3, null);
        assertEquals(Optional.of(unowned), tasks.find(id(3)));
    }

    @Test
    @Covers({"TASK-7", "TASK-8", "TASK-9"})
    public void aTaskMovesFromTheStatusThatIsExpected() {
        Task pending = store(1, "p1");
        Task begun = pending.begun(at(10));
        assertTrue(tasks.update(TaskStatus.PENDING, begun));
        assertFalse("another was faster", tasks.update(TaskStatus.PENDING, begun));
        Task saying = begun.saying("Copied 5 MiB", at(11));
        assertTrue(tasks.update(TaskStatus.PROCESSING, saying));
        JsonObject result = new JsonObject(Map.of("image_id", IMAGE));
        Task done = saying.succeeded(result, at(12), Duration.ofHours(48));
        assertTrue(tasks.update(TaskStatus.PROCESSING, done));
        assertEquals(Optional.of(done), tasks.find(id(1)));
        assertEquals(at(12).plus(Duration.ofHours(48)), done.expiresAt());
        assertFalse(tasks.update(TaskStatus.PENDING, task(9, "p1").begun(at(1))));
    }

    @Test
    @Covers({"TASK-10", "TASK-14"})
    public void listsShowStubsOfOwnTasks() {
        Task mine = store(1, "p1");
        store(2, "p2");
        store(3, null);
        assertEquals(List.of(id(3), id(2), id(1)), list(query(ADMIN)));
        assertEquals(List.of(mine.stub()), tasks.list(query(new Viewer("p1", false))));
        assertTrue(tasks.list(query(new Viewer(null, false))).isEmpty());
    }

    @Test
    @Covers("TASK-11")
    public void listsAreFiltered() {
        store(1, "p1");
        Task failed = store(2, "p2").failed("no", at(50), Duration.ofHours(1));
        assertTrue(tasks.update(TaskStatus.PENDING, failed));
        assertEquals(List.of(id(2)), list(query(ADMIN, new TaskFilter.Text(TaskColumn.STATUS, "failure"))));
        assertEquals(List.of(id(1)), list(query(ADMIN, new TaskFilter.Text(TaskColumn.OWNER, "p1"))));
        assertEquals(
                List.of(id(2), id(1)), list(query(ADMIN, new TaskFilter.Text(TaskColumn.TYPE, "api_image_import"))));
        assertTrue(list(query(ADMIN, new TaskFilter.Text(TaskColumn.TYPE, "import")))
                .isEmpty());
        assertEquals(List.of(id(1)), list(query(ADMIN, new TaskFilter.Text(TaskColumn.ID, id(1)))));
        assertEquals(List.of(id(1)), list(query(ADMIN, new TaskFilter.Text(TaskColumn.REQUEST_ID, "req-1"))));
        assertEquals(
                2,
                list(query(ADMIN, new TaskFilter.Text(TaskColumn.USER_ID, "u1")))
                        .size());
        assertEquals(
                2,
                list(query(ADMIN, new TaskFilter.Text(TaskColumn.IMAGE_ID, IMAGE)))
                        .size());
        assertEquals(List.of(id(1)), list(query(ADMIN, new TaskFilter.Time(TaskColumn.CREATED_AT, at(1)))));
        assertEquals(List.of(id(2)), list(query(ADMIN, new TaskFilter.Time(TaskColumn.UPDATED_AT, at(50)))));
        assertEquals(
                List.of(id(2)), list(query(ADMIN, new TaskFilter.Time(TaskColumn.EXPIRES_AT, failed.expiresAt()))));
        assertTrue(list(query(
                        ADMIN,
                        new TaskFilter.Text(TaskColumn.OWNER, "p1"),
                        new TaskFilter.Text(TaskColumn.STATUS, "failure")))
                .isEmpty());
    }

    @Test
    @Covers({"TASK-11", "TASK-13"})
    public void listsAreSortedAndPaged() {
        store(1, "b");
        store(2, "a");
        store(3, "b");
        assertEquals(List.of(id(3), id(2), id(1)), list(sorted(TaskColumn.CREATED_AT, false, null, 9)));
        assertEquals(List.of(id(2)), list(sorted(TaskColumn.CREATED_AT, false, id(3), 1)));
        assertEquals(List.of(id(2), id(1), id(3)), list(sorted(TaskColumn.OWNER, true, null, 9)));
        assertEquals(List.of(id(1), id(2)), list(sorted(TaskColumn.OWNER, false, id(3), 9)));
        assertTrue(tasks.update(TaskStatus.PENDING, task(2, "a").failed("no", at(50), Duration.ofHours(1))));
        assertEquals(List.of(id(1), id(3), id(2)), list(sorted(TaskColumn.EXPIRES_AT, true, null, 9)));
        assertEquals(List.of(id(3), id(2)), list(sorted(TaskColumn.EXPIRES_AT, true, id(1), 9)));
        assertEquals(List.of(id(2)), list(sorted(TaskColumn.STATUS, true, null, 1)));
        assertTrue(list(sorted(TaskColumn.CREATED_AT, false, null, 0)).isEmpty());
        assertEquals(ErrorKind.NOT_FOUND, kindOf(() -> list(sorted(TaskColumn.CREATED_AT, false, id(9), 9))));
    }

    @Test
    @Covers({"TASK-22", "TASK-24"})
    public void anImageHasTasks() {
        store(2, "p1");
        store(1, "p1");
        store(3, "p2");
        Task ended = store(4, "p1").failed("no", at(10), Duration.ofSeconds(10));
        assertTrue(tasks.update(TaskStatus.PENDING, ended));
        assertEquals(
                List.of(id(1), id(2), id(3), id(4)),
                tasks.ofImage(IMAGE, ADMIN, at(20)).stream().map(Task::id).toList());
        assertEquals(List.of(task(1, "p1"), task(2, "p1")), tasks.ofImage(IMAGE, new Viewer("p1", false), at(21)));
        assertTrue(tasks.ofImage("6a1f0c9e-0000-4000-8000-000000000002", ADMIN, at(20))
                .isEmpty());
    }

    @Test
    @Covers({"TASK-14", "TASK-24", "op:TASK-4"})
    public void expiredTasksVanish() {
        for (int i = 1; i <= 2; i++) {
            Task ended = store(i, "p" + i).failed("no", at(10), Duration.ofSeconds(10));
            assertTrue(tasks.update(TaskStatus.PENDING, ended));
        }
        store(3, "p1");
        assertEquals(List.of(id(3)), list(query(ADMIN)));
        tasks.expire("p1", at(21));
        tasks.expire(null, at(21));
        assertTrue(tasks.find(id(1)).isEmpty());
        assertTrue("of another project", tasks.find(id(2)).isPresent());
        assertTrue("has not ended", tasks.find(id(3)).isPresent());
        assertEquals("its id stays taken", ErrorKind.CONFLICT, kindOf(() -> tasks.create(task(1, "p1"))));
    }

    @Test
    public void aTaskIsDeletedOnce() {
        store(1, "p1");
        assertTrue(tasks.delete(id(1), at(5)));
        assertFalse(tasks.delete(id(1), at(6)));
        assertTrue(tasks.find(id(1)).isEmpty());
        assertTrue(list(query(ADMIN)).isEmpty());
        assertTrue(tasks.ofImage(IMAGE, ADMIN, at(5)).isEmpty());
        assertFalse(tasks.update(TaskStatus.PENDING, task(1, "p1").begun(at(7))));
    }

    @Test
    @Covers("TASK-8")
    public void ofThoseWhoMeetOneHasTheTask() throws Exception {
        Task begun = store(1, "p1").begun(at(5));
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(CompletableFuture.supplyAsync(() -> tasks.update(TaskStatus.PENDING, begun)));
        }
        int won = 0;
        for (CompletableFuture<Boolean> one : all) {
            won += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertEquals(1, won);
    }
}
