package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskFilter;
import org.vitrine.domain.task.TaskQuery;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.spi.metadata.TaskRepository;

/** Tasks by id. */
final class MemoryTasks implements TaskRepository {
    private static final Comparator<Task> OLDEST_FIRST =
            Comparator.comparing(Task::createdAt).thenComparing(Task::id);

    private final Transactions transactions;
    private final Map<String, Task> live = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    MemoryTasks(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void create(Task task) {
        transactions.run(() -> {
            if (!taken.add(task.id())) {
                throw new VitrineException(ErrorKind.CONFLICT, "There is or was a task with the id " + task.id() + ".");
            }
            live.put(task.id(), task);
            transactions.onFailure(() -> {
                live.remove(task.id());
                taken.remove(task.id());
            });
            return null;
        });
    }

    @Override
    public Optional<Task> find(String id) {
        return transactions.run(() -> Optional.ofNullable(live.get(id)));
    }

    @Override
    public List<Task> list(TaskQuery query) {
        return transactions.run(() -> {
            Comparator<Task> order = order(query);
            Optional<Task> marker = query.marker().map(this::marker);
            return live.values().stream()
                    .filter(task -> isListed(task, query.viewer()) && !task.expiredAt(query.now()))
                    .filter(task -> query.filters().stream().allMatch(filter -> matches(task, filter)))
                    .filter(task -> marker.isEmpty() || order.compare(task, marker.get()) > 0)
                    .sorted(order)
                    .limit(query.limit())
                    .map(Task::stub)
                    .toList();
        });
    }

    private Task marker(String id) {
        return find(id).orElseThrow(() ->
                new VitrineException(ErrorKind.NOT_FOUND, "Task with the given id " + id + " was not found"));
    }

    private static boolean isListed(Task task, Viewer viewer) {
        return viewer.admin() || (task.owner() != null && task.owner().equals(viewer.projectId()));
    }

    private static boolean matches(Task task, TaskFilter filter) {
        if (filter instanceof TaskFilter.Text text) {
            return text.value().equals(text(task, text.column()));
        }
        TaskFilter.Time time = (TaskFilter.Time) filter;
        return time.value().equals(time(task, time.column()));
    }

    private static Comparator<Task> order(TaskQuery query) {
        Comparator<Task> first = query.sort().isTime()
                ? Comparator.comparing(
                        task -> time(task, query.sort()), Comparator.nullsFirst(Comparator.naturalOrder()))
                : Comparator.comparing(
                        task -> text(task, query.sort()), Comparator.nullsFirst(Comparator.naturalOrder()));
        Comparator<Task> order = first.thenComparing(OLDEST_FIRST);
        return query.ascending() ? order : order.reversed();
    }

    private static String text(Task task, TaskColumn column) {
        return switch (column) {
            case ID -> task.id();
            case TYPE -> task.type();
            case STATUS -> task.status().wireName();
            case OWNER -> task.owner();
            case IMAGE_ID -> task.imageId();
            case REQUEST_ID -> task.requestId();
            case USER_ID -> task.userId();
            case EXPIRES_AT, CREATED_AT, UPDATED_AT -> throw new IllegalArgumentException(column + " is no text");
        };
    }

    private static Instant time(Task task, TaskColumn column) {
        return switch (column) {
            case EXPIRES_AT -> task.expiresAt();
            case CREATED_AT -> task.createdAt();
            case UPDATED_AT -> task.updatedAt();
            case ID, TYPE, STATUS, OWNER, IMAGE_ID, REQUEST_ID, USER_ID ->
                throw new IllegalArgumentException(column + " is no time");
        };
    }

    @Override
    public List<Task> ofImage(String imageId, Viewer viewer, Instant now) {
        return transactions.run(() -> live.values().stream()
                .filter(task -> imageId.equals(task.imageId()) && task.visibleTo(viewer) && !task.expiredAt(now))
                .sorted(OLDEST_FIRST)
                .toList());
    }

    @Override
    public boolean update(TaskStatus expected, Task after) {
        return transactions.run(() -> {
            Task before = live.get(after.id());
            if (before == null || before.status() != expected) {
                return false;
            }
            live.put(
                    after.id(),
                    new Task(
                            before.id(),
                            before.type(),
                            after.status(),
                            before.owner(),
                            before.input(),
                            after.result(),
                            after.message(),
                            after.expiresAt(),
                            before.imageId(),
                            before.requestId(),
                            before.userId(),
                            before.createdAt(),
                            after.updatedAt()));
            transactions.onFailure(() -> live.put(before.id(), before));
            return true;
        });
    }

    @Override
    public void expire(String owner, Instant now) {
        transactions.run(() -> {
            List<Task> expired = live.values().stream()
                    .filter(task -> Objects.equals(task.owner(), owner) && task.expiredAt(now))
                    .toList();
            expired.forEach(task -> delete(task.id(), now));
            return null;
        });
    }

    @Override
    public boolean delete(String id, Instant at) {
        return transactions.run(() -> {
            Task removed = live.remove(id);
            if (removed == null) {
                return false;
            }
            transactions.onFailure(() -> live.put(id, removed));
            return true;
        });
    }
}
