package org.vitrine.domain.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.testkit.Covers;

public class TaskTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration LIFE = Duration.ofHours(48);

    private static Task task(TaskStatus status) {
        return new Task("id", "import", status, "p1", JsonObject.EMPTY, null, null, null, null, null, null, NOW, NOW);
    }

    @Test
    @Covers({"TASK-8", "op:TASK-2"})
    public void onlyTheseTransitionsAreAllowed() {
        for (TaskStatus from : TaskStatus.values()) {
            for (TaskStatus to : TaskStatus.values()) {
                boolean allowed = switch (from) {
                    case PENDING -> to == TaskStatus.PROCESSING || to == TaskStatus.FAILURE;
                    case PROCESSING -> to == TaskStatus.SUCCESS || to == TaskStatus.FAILURE;
                    case SUCCESS, FAILURE -> false;
                };
                assertEquals(from + " to " + to, allowed, from.mayBecome(to));
            }
        }
        Runnable[] refused = {
            () -> task(TaskStatus.PROCESSING).begun(NOW),
            () -> task(TaskStatus.PENDING).succeeded(JsonObject.EMPTY, NOW, LIFE),
            () -> task(TaskStatus.SUCCESS).failed("x", NOW, LIFE)
        };
        for (Runnable move : refused) {
            assertEquals(
                    ErrorKind.CONFLICT,
                    assertThrows(VitrineException.class, move::run).kind());
        }
    }

    @Test
    @Covers({"TASK-7", "TASK-9", "op:TASK-3"})
    public void anEndedTaskExpires() {
        Task begun = task(TaskStatus.PENDING).begun(NOW);
        assertNull(begun.expiresAt());
        assertEquals("", begun.message());
        Task failed = begun.failed("why", NOW.plusSeconds(1), LIFE);
        assertEquals("why", failed.message());
        assertEquals(NOW.plusSeconds(1).plus(LIFE), failed.expiresAt());
        assertFalse(failed.expiredAt(failed.expiresAt()));
        assertTrue(failed.expiredAt(failed.expiresAt().plusNanos(1000)));
        assertFalse(begun.expiredAt(NOW.plus(LIFE).plus(LIFE)));
    }

    @Test
    @Covers({"TASK-14", "TASK-22"})
    public void whoMaySeeIt() {
        assertTrue(task(TaskStatus.PENDING).visibleTo(new Viewer("p1", false)));
        assertFalse(task(TaskStatus.PENDING).visibleTo(new Viewer("p2", false)));
        assertFalse(task(TaskStatus.PENDING).visibleTo(new Viewer(null, false)));
        assertTrue(task(TaskStatus.PENDING).visibleTo(new Viewer(null, true)));
    }
}
