package org.vitrine.metadata.jpa;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.IntentRepository;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;

/** Write intents: a table of ours alone. */
final class JpaIntents implements IntentRepository {
    private final Database database;

    JpaIntents(Database database) {
        this.database = database;
    }

    @Override
    public void open(WriteIntent intent) {
        database.write(database.sql()
                .add("INSERT INTO vitrine_write_intent (id, node_id, image_id, store_id, blob_name, started_at,"
                        + " project_id, reserved_stored, reserved_staged, job_id, abandoned) VALUES (")
                .bindAll(List.of(intent.id(), intent.nodeId(), intent.imageId(), intent.storeId(), intent.blobName()))
                .add(", ")
                .bindTime(intent.startedAt())
                .add(", ")
                .bindAll(Arrays.asList(
                        intent.reservation().projectId(),
                        intent.reservation().storedBytes(),
                        intent.reservation().stagedBytes(),
                        intent.jobId().orElse(null)))
                .add(intent.abandoned() ? ", TRUE)" : ", FALSE)"));
    }

    @Override
    public void close(String intentId) {
        database.write(database.sql()
                .add("DELETE FROM vitrine_write_intent WHERE id = ")
                .bind(intentId));
    }

    @Override
    public List<WriteIntent> ofNode(String nodeId) {
        return where("node_id", nodeId);
    }

    @Override
    public List<WriteIntent> ofImage(String imageId) {
        return where("image_id", imageId);
    }

    private List<WriteIntent> where(String column, String value) {
        Sql sql = database.sql()
                .add("SELECT id, node_id, image_id, store_id, blob_name, ")
                .addMicros("started_at")
                .add(
                        ", project_id, reserved_stored, reserved_staged, job_id, abandoned FROM vitrine_write_intent WHERE ")
                .exactly(column, value)
                .add(" ORDER BY started_at, id");
        return database.read(sql).stream().map(JpaIntents::intent).toList();
    }

    @Override
    public boolean adopt(String intentId, String from, String to) {
        Sql sql =
                database.sql().add("UPDATE vitrine_write_intent SET node_id = ").bind(to);
        sql.add(" WHERE id = ").bind(intentId);
        return database.write(sql.add(" AND ").exactly("node_id", from)) > 0;
    }

    @Override
    public boolean abandon(String intentId) {
        return database.write(database.sql()
                        .add("UPDATE vitrine_write_intent SET abandoned = TRUE, project_id = NULL, reserved_stored = 0,"
                                + " reserved_staged = 0 WHERE abandoned = FALSE AND id = ")
                        .bind(intentId))
                > 0;
    }

    private static WriteIntent intent(Row row) {
        return new WriteIntent(
                row.text(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.time(5),
                new Reservation(row.text(6), row.number(7), row.number(8)),
                Optional.ofNullable(row.text(9)),
                row.flag(10));
    }

    @Override
    public Reservation reserved(String projectId) {
        Sql sql = database.sql()
                .add(
                        "SELECT COALESCE(SUM(reserved_stored), 0), COALESCE(SUM(reserved_staged), 0) FROM vitrine_write_intent WHERE ");
        if (projectId == null) {
            sql.add("project_id IS NULL");
        } else {
            sql.exactly("project_id", projectId);
        }
        Row row = database.read(sql).get(0);
        return new Reservation(projectId, row.number(0), row.number(1));
    }
}
