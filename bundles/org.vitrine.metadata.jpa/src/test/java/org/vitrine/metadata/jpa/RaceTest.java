package org.vitrine.metadata.jpa;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.Covers;

/** Two nodes, each with a pool of its own, at one database. */
@RunWith(Parameterized.class)
public class RaceTest {
    private static final Instant T0 = Instant.parse("2020-01-02T03:04:05Z");

    @Rule
    public final TestDatabase database;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private TestUnit first;
    private TestUnit second;

    public RaceTest(String vendor) {
        database = TestDatabase.of(vendor);
    }

    @Parameters(name = "{0}")
    public static List<String> vendors() {
        return List.of("h2", "mariadb", "postgresql");
    }

    @Before
    public void open() throws Exception {
        first = database.open();
        second = database.open();
    }

    @After
    public void close() {
        threads.shutdownNow();
    }

    private interface Work<T> {
        T on(MetadataRepository repository) throws Exception;
    }

    private <T> List<Future<T>> both(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Callable<T>> calls = new ArrayList<>();
        for (TestUnit unit : List.of(first, second)) {
            calls.add(() -> {
                start.await(30, TimeUnit.SECONDS);
                return work.on(unit.repository());
            });
        }
        return threads.invokeAll(calls);
    }

    private Image create() {
        Image image =
                Image.builder(UUID.randomUUID().toString(), T0).owner("p1").build();
        first.repository().images().create(image);
        return image;
    }

    @Test
    @Covers("STAT-7")
    public void oneStatusChangeWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            Image queued = create();
            Image saving = queued.toBuilder().status(ImageStatus.SAVING).build();
            Image uploading = queued.toBuilder()
                    .status(ImageStatus.UPLOADING)
                    .tags(List.of("x"))
                    .updatedAt(T0.plusSeconds(1))
                    .build();
            List<Future<Boolean>> won = both(repository ->
                    repository.images().update(queued, repository == first.repository() ? saving : uploading));
            assertTrue(won.get(0).get() ^ won.get(1).get());
        }
    }

    @Test
    @Covers("IMG-CREATE-8")
    public void oneOfTwoImagesGetsTheId() throws Exception {
        for (int round = 0; round < 10; round++) {
            Image image = Image.builder(UUID.randomUUID().toString(), T0)
                    .property("k", "v")
                    .build();
            List<Future<ErrorKind>> outcomes = both(repository -> {
                try {
                    repository.images().create(image);
                    return null;
                } catch (VitrineException e) {
                    return e.kind();
                }
            });
            List<ErrorKind> kinds = new ArrayList<>();
            for (Future<ErrorKind> outcome : outcomes) {
                kinds.add(outcome.get());
            }
            assertTrue(kinds.toString(), kinds.contains(null) && kinds.contains(ErrorKind.CONFLICT));
        }
    }

    @Test
    @Covers("MEM-6")
    public void oneOfTwoEqualMembershipsIsAdded() throws Exception {
        for (int round = 0; round < 20; round++) {
            Image image = create();
            if (round % 2 == 0) {
                first.repository().members().add(member(image));
                first.repository().members().remove(image.id(), "p2", T0);
            }
            List<Future<Boolean>> added = both(repository -> {
                try {
                    repository.members().add(member(image));
                    return true;
                } catch (VitrineException e) {
                    assertEquals(ErrorKind.CONFLICT, e.kind());
                    return false;
                }
            });
            assertTrue(added.get(0).get() ^ added.get(1).get());
            assertEquals(1, first.repository().members().list(image.id()).size());
        }
    }

    private static ImageMember member(Image image) {
        return new ImageMember(image.id(), "p2", MemberStatus.PENDING, T0, T0);
    }

    @Test
    @Covers("op:DB-5")
    public void whoDeadlocksTriesAgain() throws Exception {
        Image one = create();
        Image two = create();
        CyclicBarrier met = new CyclicBarrier(2);
        List<Future<Integer>> attempts = both(repository -> {
            boolean forward = repository == first.repository();
            int[] runs = {0};
            repository.inTransaction(() -> {
                rename(repository, forward ? one : two, forward);
                if (runs[0]++ == 0) {
                    await(met);
                }
                rename(repository, forward ? two : one, forward);
                return null;
            });
            return runs[0];
        });
        int runs = attempts.get(0).get() + attempts.get(1).get();
        assertTrue("" + runs, runs > 2);
        for (Image image : List.of(one, two)) {
            String name = first.repository()
                    .images()
                    .find(image.id(), Viewer.SERVER)
                    .orElseThrow()
                    .image()
                    .name();
            assertTrue(name, Map.of("first", true, "second", true).containsKey(name));
        }
    }

    private static void rename(MetadataRepository repository, Image image, boolean first) {
        assertTrue(repository
                .images()
                .update(
                        image,
                        image.toBuilder().name(first ? "first" : "second").build()));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Covers("op:DB-51")
    public void bothAddTheSamePropertyAndOneValueStays() throws Exception {
        Image image = create();
        List<Future<Boolean>> done = both(repository -> repository
                .images()
                .update(
                        image,
                        image.toBuilder()
                                .property("k", repository == first.repository() ? "1" : "2")
                                .updatedAt(T0.plusSeconds(1))
                                .build()));
        assertTrue(done.get(0).get() && done.get(1).get());
        String value = first.repository()
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image()
                .properties()
                .get("k");
        assertTrue(value, "1".equals(value) || "2".equals(value));
    }

    /** Also when the time of the change says nothing, as it may within one second, or with clocks that differ. */
    @Test
    public void whatOneNodeCommitsTheOtherSeesAtOnce() {
        Image image = create();
        for (int round = 0; round < 10; round++) {
            assertEquals(image, found(first, image));
            assertEquals(image, found(second, image));
            TestUnit writer = round % 2 == 0 ? first : second;
            Image changed = image.toBuilder()
                    .tags(List.of("tag " + round))
                    .property("k", "value " + round)
                    .build();
            assertTrue(writer.repository().images().update(image, changed));
            assertEquals(changed, found(first, image));
            assertEquals(changed, found(second, image));
            image = changed;
        }
    }

    private static Image found(TestUnit unit, Image image) {
        return unit.repository()
                .images()
                .find(image.id(), Viewer.SERVER)
                .orElseThrow()
                .image();
    }
}
