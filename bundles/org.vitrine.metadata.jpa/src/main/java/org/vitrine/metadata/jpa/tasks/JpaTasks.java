package org.vitrine.metadata.jpa.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.task.Task;
import org.vitrine.domain.task.TaskColumn;
import org.vitrine.domain.task.TaskFilter;
import org.vitrine.domain.task.TaskQuery;
import org.vitrine.domain.task.TaskStatus;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.JsonColumn;
import org.vitrine.metadata.jpa.sql.Keyset;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.TaskRepository;

/** Tasks: what lists show in one table, the rest in another. */
public final class JpaTasks implements TaskRepository {
    private static final int LONGEST_ID = 36;
    private static final String NO_INFO = ", NULL, NULL, NULL FROM tasks t WHERE t.deleted = FALSE";
    private static final String WITH_INFO = ", f.input, f.result, f.message FROM tasks t"
            + " LEFT JOIN task_info f ON f.task_id = t.id WHERE t.deleted = FALSE";

    private final Database database;

    /** Over that database. */
    public JpaTasks(Database database) {
        this.database = database;
    }

    @Override
    public void create(Task task) {
        database.inTransaction(() -> {
            Sql sql = database.sql()
                    .add(
                            "INSERT INTO tasks (id, type, status, owner, image_id, request_id, user_id, deleted, expires_at,"
                                    + " created_at, updated_at) VALUES (")
                    .bindAll(Arrays.asList(
                            task.id(),
                            task.type(),
                            task.status().wireName(),
                            stored(task.owner()),
                            task.imageId(),
                            task.requestId(),
                            task.userId()))
                    .add(", FALSE, ");
            sql.bindTime(task.expiresAt()).add(", ").bindTime(task.createdAt()).add(", ");
            database.write(sql.bindTime(task.updatedAt()).add(")"));
            return database.write(database.sql()
                    .add("INSERT INTO task_info (task_id, input, result, message) VALUES (")
                    .bindAll(Arrays.asList(
                            task.id(), JsonColumn.write(task.input()), JsonColumn.write(task.result()), task.message()))
                    .add(")"));
        });
    }

    private static String stored(String owner) {
        return owner == null ? "" : owner;
    }

    @Override
    public Optional<Task> find(String id) {
        return find(id, WITH_INFO);
    }

    private Optional<Task> find(String id, String info) {
        if (id.length() > LONGEST_ID) {
            return Optional.empty();
        }
        return database.read(select(info).add(" AND ").exactly("t.id", id)).stream()
                .map(JpaTasks::task)
                .findFirst();
    }

    private Sql select(String info) {
        Sql sql = database.sql().add("SELECT t.id, t.type, t.status, t.owner, t.image_id, t.request_id, t.user_id, ");
        sql.addMicros("t.expires_at")
                .add(", ")
                .addMicros("t.created_at")
                .add(", ")
                .addMicros("t.updated_at");
        return sql.add(info);
    }

    private static Task task(Row row) {
        String owner = row.text(3);
        Instant createdAt = row.time(8);
        Instant updatedAt = row.time(9);
        return new Task(
                row.text(0),
                row.text(1),
                status(row.text(2)),
                owner.isEmpty() ? null : owner,
                JsonColumn.read(row.text(10)),
                JsonColumn.read(row.text(11)),
                row.text(12),
                row.time(7),
                row.text(4),
                row.text(5),
                row.text(6),
                createdAt,
                updatedAt == null ? createdAt : updatedAt);
    }

    private static TaskStatus status(String wireName) {
        return TaskStatus.of(wireName)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.INTERNAL, "The database holds a task of the unknown status '" + wireName + "'."));
    }

    @Override
    public List<Task> list(TaskQuery query) {
        Optional<Task> marker = query.marker().map(this::marker);
        Keyset keyset = keyset(query, marker.orElse(null));
        Sql sql = select(NO_INFO);
        appendVisible(query.viewer(), sql, false);
        appendAlive(query.now(), sql);
        query.filters().forEach(filter -> append(filter, sql));
        if (marker.isPresent()) {
            keyset.appendAfter(sql);
        }
        keyset.appendOrder(sql);
        return database.read(sql.add(" LIMIT ").bind(query.limit())).stream()
                .map(JpaTasks::task)
                .toList();
    }

    private Task marker(String id) {
        return find(id, NO_INFO)
                .orElseThrow(() ->
                        new VitrineException(ErrorKind.NOT_FOUND, "Task with the given id " + id + " was not found"));
    }

    private static void appendVisible(Viewer viewer, Sql sql, boolean unowned) {
        if (viewer.admin()) {
            return;
        }
        sql.add(unowned ? " AND (t.owner = ''" : " AND (1 = 0");
        if (viewer.projectId() != null && !viewer.projectId().isEmpty()) {
            sql.add(" OR ").exactly("t.owner", viewer.projectId());
        }
        sql.add(")");
    }

    private static void appendAlive(Instant now, Sql sql) {
        sql.add(" AND (t.expires_at IS NULL OR t.expires_at >= ").bindTime(now).add(")");
    }

    private static void append(TaskFilter filter, Sql sql) {
        String column = "t." + filter.column().wireName();
        sql.add(" AND ");
        if (filter instanceof TaskFilter.Text text) {
            sql.exactly(column, text.value());
        } else {
            sql.add(column + " = ").bindComparedTime(((TaskFilter.Time) filter).value());
        }
    }

    private static Keyset keyset(TaskQuery query, Task marker) {
        List<Keyset.Key> keys = new ArrayList<>();
        TaskColumn[] columns = {query.sort(), TaskColumn.CREATED_AT, TaskColumn.ID};
        for (TaskColumn column : columns) {
            Object value = marker == null ? null : value(marker, column);
            boolean nullable = switch (column) {
                case EXPIRES_AT, IMAGE_ID, REQUEST_ID, USER_ID, UPDATED_AT -> true;
                case ID, TYPE, STATUS, OWNER, CREATED_AT -> false;
            };
            keys.add(new Keyset.Key("t." + column.wireName(), query.ascending(), nullable, value));
        }
        return new Keyset(keys);
    }

    private static Object value(Task task, TaskColumn column) {
        return switch (column) {
            case ID -> task.id();
            case TYPE -> task.type();
            case STATUS -> task.status().wireName();
            case OWNER -> stored(task.owner());
            case IMAGE_ID -> task.imageId();
            case REQUEST_ID -> task.requestId();
            case USER_ID -> task.userId();
            case EXPIRES_AT -> task.expiresAt();
            case CREATED_AT -> task.createdAt();
            case UPDATED_AT -> task.updatedAt();
        };
    }

    @Override
    public List<Task> ofImage(String imageId, Viewer viewer, Instant now) {
        Sql sql = select(WITH_INFO).add(" AND ").exactly("t.image_id", imageId);
        appendVisible(viewer, sql, true);
        appendAlive(now, sql);
        return database.read(sql.add(" ORDER BY t.created_at, t.id")).stream()
                .map(JpaTasks::task)
                .toList();
    }

    @Override
    public boolean update(TaskStatus expected, Task after) {
        return database.inTransaction(() -> {
            Sql sql = database.sql()
                    .add("UPDATE tasks SET status = ")
                    .bind(after.status().wireName());
            sql.add(", expires_at = ").bindTime(after.expiresAt());
            sql.add(", updated_at = ").bindTime(after.updatedAt());
            sql.add(" WHERE deleted = FALSE AND status = ").bind(expected.wireName());
            boolean updated = database.write(sql.add(" AND ").exactly("id", after.id())) > 0;
            if (updated) {
                writeInfo(after);
            }
            return updated;
        });
    }

    private void writeInfo(Task task) {
        Sql sql = database.sql().add("UPDATE task_info SET result = ").bind(JsonColumn.write(task.result()));
        sql.add(", message = ").bind(task.message());
        database.write(sql.add(" WHERE task_id = ").bind(task.id()));
    }

    @Override
    public void expire(String owner, Instant now) {
        Sql sql = deletion(now).exactly("owner", stored(owner));
        database.write(sql.add(" AND expires_at < ").bindTime(now));
    }

    @Override
    public boolean delete(String id, Instant at) {
        return database.write(deletion(at).exactly("id", id)) > 0;
    }

    private Sql deletion(Instant at) {
        return database.sql()
                .add("UPDATE tasks SET deleted = TRUE, deleted_at = ")
                .bindTime(at)
                .add(", updated_at = ")
                .bindTime(at)
                .add(" WHERE deleted = FALSE AND ");
    }
}
