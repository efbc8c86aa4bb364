package org.vitrine.metadata.memory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.JobProgress;
import org.vitrine.spi.metadata.JobRepository;

/** Jobs by id, in the order in which they were made. */
final class MemoryJobs implements JobRepository {
    private final Transactions transactions;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    MemoryJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void create(Job job) {
        transactions.run(() -> {
            boolean taken = jobs.containsKey(job.id())
                    || job.imageId().flatMap(this::working).isPresent();
            if (taken) {
                throw new VitrineException(ErrorKind.CONFLICT, "There is a job already.");
            }
            jobs.put(job.id(), job);
            transactions.onFailure(() -> jobs.remove(job.id()));
            return null;
        });
    }

    private Optional<Job> working(String imageId) {
        return jobs.values().stream()
                .filter(job -> job.imageId().filter(imageId::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<Job> find(String id) {
        return transactions.run(() -> Optional.ofNullable(jobs.get(id)));
    }

    @Override
    public Optional<Job> ofImage(String imageId) {
        return transactions.run(() -> working(imageId));
    }

    @Override
    public List<Job> takeable(String nodeId, Instant now, int limit) {
        return transactions.run(() -> jobs.values().stream()
                .filter(job -> !job.isLeasedAt(now) || nodeId.equals(job.nodeId()))
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Job> take(Job seen, String nodeId, Instant leaseUntil) {
        return transactions.run(() -> {
            boolean taken = change(
                    seen.id(),
                    seen.fence(),
                    job -> copy(
                            job,
                            new JobProgress(job.step(), job.bytesDone(), job.bytesTotal()),
                            job.attempts() + 1,
                            job.fence() + 1,
                            nodeId,
                            leaseUntil,
                            job.lastError()));
            return taken ? find(seen.id()) : Optional.empty();
        });
    }

    private boolean change(String id, long fence, UnaryOperator<Job> how) {
        return transactions.run(() -> {
            Job before = jobs.get(id);
            if (before == null || before.fence() != fence) {
                return false;
            }
            jobs.put(id, how.apply(before));
            transactions.onFailure(() -> jobs.put(id, before));
            return true;
        });
    }

    private static Job copy(
            Job job, JobProgress progress, int attempts, long fence, String nodeId, Instant leaseUntil, String error) {
        return new Job(
                job.id(),
                job.kind(),
                job.imageId(),
                job.payload(),
                progress.step(),
                progress.bytesDone(),
                progress.bytesTotal(),
                attempts,
                fence,
                nodeId,
                leaseUntil,
                error,
                job.createdAt());
    }

    @Override
    public boolean keep(String id, long fence, Instant leaseUntil, JobProgress progress) {
        return change(
                id,
                fence,
                job -> copy(job, progress, job.attempts(), fence, job.nodeId(), leaseUntil, job.lastError()));
    }

    @Override
    public boolean confirm(String id, long fence) {
        return change(id, fence, UnaryOperator.identity());
    }

    @Override
    public boolean release(String id, long fence, String lastError) {
        return change(
                id,
                fence,
                job -> copy(
                        job,
                        new JobProgress(job.step(), job.bytesDone(), job.bytesTotal()),
                        job.attempts(),
                        fence,
                        job.nodeId(),
                        null,
                        lastError));
    }

    @Override
    public boolean end(String id, long fence) {
        return transactions.run(() -> {
            Job job = jobs.get(id);
            if (job == null || job.fence() != fence) {
                return false;
            }
            jobs.remove(id);
            transactions.onFailure(() -> jobs.put(id, job));
            return true;
        });
    }
}
