package org.vitrine.spi.testkit.metadata;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.metadata.IntentRepository;
import org.vitrine.spi.metadata.Job;
import org.vitrine.spi.metadata.JobProgress;
import org.vitrine.spi.metadata.JobRepository;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;

/** What every metadata repository promises of jobs, and of what they write. */
public abstract class AbstractJobRepositoryContractTest {
    private static final Instant T0 = Instant.parse("2030-01-02T03:04:05.678901Z");
    private static final String A = "node-a";
    private static final String B = "node-b";

    private MetadataRepository repository;
    private JobRepository jobs;

    /** An empty repository. */
    protected abstract MetadataRepository create() throws Exception;

    /** Makes the repository. */
    @Before
    public final void open() throws Exception {
        repository = create();
        jobs = repository.jobs();
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private static String id(int number) {
        return String.format("00000000-0000-4000-8000-%012d", number);
    }

    private static Job fresh(int number, String imageId) {
        JsonObject payload = new JsonObject(Map.of("text", "\u00fc \ud83d\ude00 ' \\ \"", "list", List.of(1L, true)));
        return Job.fresh(id(number), "import", Optional.ofNullable(imageId), payload, at(number));
    }

    private Job made(int number, String imageId) {
        Job job = fresh(number, imageId);
        jobs.create(job);
        return job;
    }

    private List<String> takeable(String node, int now, int limit) {
        return jobs.takeable(node, at(now), limit).stream().map(Job::id).toList();
    }

    private static ErrorKind kindOf(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }

    @Test
    public void aJobIsFoundAsItWasMade() {
        Job job = made(1, "image-1");
        assertEquals(Optional.of(job), jobs.find(id(1)));
        assertEquals(Optional.of(job), jobs.ofImage("image-1"));
        assertEquals(Optional.empty(), jobs.find(id(2)));
        assertEquals(Optional.empty(), jobs.ofImage("image-2"));
    }

    @Test
    public void anImageHasOneJobAtATime() {
        made(1, "image-1");
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> jobs.create(fresh(2, "image-1"))));
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> jobs.create(fresh(1, "image-2"))));
        made(3, null);
        made(4, null);
        assertEquals(List.of(id(1), id(3), id(4)), takeable(A, 10, 9));
    }

    @Test
    public void whatIsLeasedIsTakenWhenTheLeaseIsOver() {
        Job taken = jobs.take(made(1, "image-1"), A, at(30)).orElseThrow();
        assertEquals(1, taken.attempts());
        assertEquals(1, taken.fence());
        assertEquals(A, taken.nodeId());
        assertEquals(at(30), taken.leaseUntil());
        assertEquals(List.of(), takeable(B, 29, 9));
        assertEquals(List.of(id(1)), takeable(B, 30, 9));
        // A node that was restarted finds its own jobs at once.
        assertEquals(List.of(id(1)), takeable(A, 0, 9));
        Job again = jobs.take(taken, B, at(60)).orElseThrow();
        assertEquals(2, again.fence());
        assertEquals(B, again.nodeId());
        assertEquals(List.of(), takeable(A, 59, 9));
    }

    @Test
    public void theOldestAreTakenFirst() {
        made(2, null);
        made(1, null);
        made(3, null);
        assertEquals(2, takeable(A, 10, 2).size());
        assertTrue(takeable(A, 10, 2).contains(id(2)));
    }

    @Test
    public void whoseFenceIsOldChangesNothing() {
        Job first = jobs.take(made(1, "image-1"), A, at(30)).orElseThrow();
        Job second = jobs.take(first, B, at(60)).orElseThrow();
        assertEquals(Optional.empty(), jobs.take(first, A, at(90)));
        assertFalse(jobs.keep(id(1), first.fence(), at(90), new JobProgress("late", 1, null)));
        assertFalse(jobs.confirm(id(1), first.fence()));
        assertFalse(jobs.release(id(1), first.fence(), "late"));
        assertFalse(jobs.end(id(1), first.fence()));
        assertEquals(Optional.of(second), jobs.find(id(1)));
        assertTrue(jobs.confirm(id(1), second.fence()));
        assertTrue(jobs.keep(id(1), second.fence(), at(90), new JobProgress("copying", 5, 10L)));
        Job kept = jobs.find(id(1)).orElseThrow();
        assertEquals("copying", kept.step());
        assertEquals(5, kept.bytesDone());
        assertEquals(Long.valueOf(10), kept.bytesTotal());
        assertEquals(at(90), kept.leaseUntil());
        assertTrue(jobs.end(id(1), second.fence()));
        assertEquals(Optional.empty(), jobs.find(id(1)));
        assertFalse(jobs.end(id(1), second.fence()));
        made(2, "image-1");
    }

    @Test
    public void whatIsGivenBackAnybodyTakes() {
        Job taken = jobs.take(made(1, "image-1"), A, at(30)).orElseThrow();
        assertTrue(jobs.release(id(1), taken.fence(), "x".repeat(3000)));
        Job released = jobs.find(id(1)).orElseThrow();
        assertNull(released.leaseUntil());
        assertTrue(released.lastError().startsWith("xxx"));
        assertEquals(List.of(id(1)), takeable(B, 0, 9));
        assertEquals(2, jobs.take(released, B, at(30)).orElseThrow().attempts());
    }

    @Test
    public void oneOfManyTakers() throws Exception {
        Job job = made(1, "image-1");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Optional<Job>>> takers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String node = "node-" + i;
                takers.add(() -> jobs.take(job, node, at(30)));
            }
            int winners = 0;
            for (Future<Optional<Job>> taker : threads.invokeAll(takers)) {
                winners += taker.get().isPresent() ? 1 : 0;
            }
            assertEquals(1, winners);
            assertEquals(1, jobs.find(id(1)).orElseThrow().fence());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void aTransactionThatFailsChangesNoJob() {
        Job job = made(1, "image-1");
        assertThrows(
                IllegalStateException.class,
                () -> repository.inTransaction(() -> {
                    jobs.take(job, A, at(30));
                    jobs.create(fresh(2, null));
                    throw new IllegalStateException();
                }));
        assertEquals(Optional.of(job), jobs.find(id(1)));
        assertEquals(Optional.empty(), jobs.find(id(2)));
    }

    @Test
    public void whatANodeLeftUnfinishedAnotherAdopts() {
        IntentRepository intents = repository.intents();
        WriteIntent mine = new WriteIntent(id(1), A, "image-1", "s1", "image-1", at(1));
        WriteIntent other = new WriteIntent(id(2), A, "image-2", "s1", "image-2", at(2));
        intents.open(mine);
        intents.open(other);
        assertEquals(List.of(mine), intents.ofImage("image-1"));
        assertTrue(intents.adopt(id(1), A, B));
        assertFalse(intents.adopt(id(1), A, B));
        assertEquals(List.of(other), intents.ofNode(A));
        assertEquals(List.of(new WriteIntent(id(1), B, "image-1", "s1", "image-1", at(1))), intents.ofNode(B));
        assertEquals(List.of(), intents.ofImage("image-3"));
    }
}
