package org.vitrine.metadata.jpa.tasks;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.JsonColumn;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.JobProgress;
import org.vitrine.spi.metadata.JobRepository;

/** Jobs: a table of ours alone. Its unique key on the image keeps a second job of one image away, whichever node asks. */
public final class JpaJobs implements JobRepository {
    private static final int LONGEST_ERROR = 1000;

    private final Database database;

    /** Over that database. */
    public JpaJobs(Database database) {
        this.database = database;
    }

    @Override
    public void create(Job job) {
        Sql sql = database.sql()
                .add("INSERT INTO vitrine_job (id, kind, image_id, payload, step, bytes_done, bytes_total, attempts,"
                        + " fence, node_id, last_error, lease_until, created_at) VALUES (")
                .bindAll(Arrays.asList(
                        job.id(),
                        job.kind(),
                        job.imageId().orElse(null),
                        JsonColumn.write(job.payload()),
                        job.step(),
                        job.bytesDone(),
                        job.bytesTotal(),
                        job.attempts(),
                        job.fence(),
                        job.nodeId(),
                        shortened(job.lastError())));
        sql.add(", ").bindTime(job.leaseUntil()).add(", ").bindTime(job.createdAt());
        database.write(sql.add(")"));
    }

    private static String shortened(String error) {
        return error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    @Override
    public Optional<Job> find(String id) {
        return first(select().add(" WHERE ").exactly("id", id));
    }

    @Override
    public Optional<Job> ofImage(String imageId) {
        return first(select().add(" WHERE ").exactly("image_id", imageId));
    }

    private Optional<Job> first(Sql sql) {
        return database.read(sql).stream().map(JpaJobs::job).findFirst();
    }

    private Sql select() {
        return database.sql()
                .add("SELECT id, kind, image_id, payload, step, bytes_done, bytes_total, attempts, fence, node_id,"
                        + " last_error, ")
                .addMicros("lease_until")
                .add(", ")
                .addMicros("created_at")
                .add(" FROM vitrine_job");
    }

    private static Job job(Row row) {
        return new Job(
                row.text(0),
                row.text(1),
                Optional.ofNullable(row.text(2)),
                JsonColumn.read(row.text(3)),
                row.text(4),
                row.number(5),
                row.number(6),
                row.integer(7),
                row.number(8),
                row.text(9),
                row.time(11),
                row.text(10),
                row.time(12));
    }

    @Override
    public List<Job> takeable(String nodeId, Instant now, int limit) {
        Sql sql = select().add(" WHERE lease_until IS NULL OR lease_until <= ").bindTime(now);
        sql.add(" OR ").exactly("node_id", nodeId).add(" ORDER BY created_at, id LIMIT ");
        return database.read(sql.bind(limit)).stream().map(JpaJobs::job).toList();
    }

    @Override
    public Optional<Job> take(Job seen, String nodeId, Instant leaseUntil) {
        return database.inTransaction(() -> {
            Sql sql = database.sql()
                    .add("UPDATE vitrine_job SET fence = fence + 1, attempts = attempts + 1, node_id = ")
                    .bind(nodeId);
            sql.add(", lease_until = ").bindTime(leaseUntil);
            return write(sql, seen.id(), seen.fence()) ? find(seen.id()) : Optional.empty();
        });
    }

    private boolean write(Sql change, String id, long fence) {
        change.add(" WHERE fence = ").bind(fence);
        return database.write(change.add(" AND ").exactly("id", id)) > 0;
    }

    @Override
    public boolean keep(String id, long fence, Instant leaseUntil, JobProgress progress) {
        Sql sql = database.sql().add("UPDATE vitrine_job SET step = ").bind(progress.step());
        sql.add(", bytes_done = ").bind(progress.bytesDone());
        sql.add(", bytes_total = ").bind(progress.bytesTotal());
        return write(sql.add(", lease_until = ").bindTime(leaseUntil), id, fence);
    }

    @Override
    public boolean confirm(String id, long fence) {
        // Writing locks the row, so that nobody takes the job before the transaction has ended. MariaDB tells how many
        // rows
        // it found, not how many it changed.
        return write(database.sql().add("UPDATE vitrine_job SET fence = fence"), id, fence);
    }

    @Override
    public boolean release(String id, long fence, String lastError) {
        Sql sql = database.sql().add("UPDATE vitrine_job SET lease_until = NULL, last_error = ");
        return write(sql.bind(shortened(lastError)), id, fence);
    }

    @Override
    public boolean end(String id, long fence) {
        return write(database.sql().add("DELETE FROM vitrine_job"), id, fence);
    }
}
