package org.vitrine.spi.testkit.metadata;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageFilter.Comparison;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageUsage;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.testkit.Covers;

/** What every metadata repository promises. */
public abstract class AbstractMetadataRepositoryContractTest extends AbstractImageRecordsTest {
    private static final Instant T0 = Instant.parse("2030-01-02T03:04:05Z");

    private static Image.Builder image(String owner, Visibility visibility) {
        return Image.builder(UUID.randomUUID().toString(), T0).owner(owner).visibility(visibility);
    }

    private static ErrorKind kindOf(Runnable work) {
        return assertThrows(VitrineException.class, work::run).kind();
    }

    @Test
    @Covers({"REP-1", "REP-10"})
    public void whatWasCreatedIsFoundAsItWas() {
        Image image = store(image("p1", Visibility.PRIVATE)
                .name("näme")
                .diskFormat("raw")
                .containerFormat("bare")
                .minDisk(3)
                .minRam(4)
                .isProtected(true)
                .hidden(true)
                .tags(List.of("a", "B"))
                .property("k:1", "v")
                .property("empty", "")
                .property("none", null));
        Image found = reload(image);
        assertEquals(Set.copyOf(image.tags()), Set.copyOf(found.tags()));
        assertEquals(
                image.toBuilder().tags(List.of()).build(),
                found.toBuilder().tags(List.of()).build());
    }

    @Test
    @Covers({"IMG-CREATE-8", "DEL-13", "VIS-5"})
    public void anIdIsTakenForGood() {
        Image image = store(image("p1", Visibility.PRIVATE));
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> repository.images().create(image)));
        assertTrue(repository.images().delete(image.id(), ImageStatus.DELETED, T0));
        assertFalse(repository.images().delete(image.id(), ImageStatus.DELETED, T0));
        assertTrue(repository.images().find(image.id(), ADMIN).isEmpty());
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> repository.images().create(image)));
    }

    @Test
    @Covers({"VIS-1", "VIS-2", "VIS-4"})
    public void visibilityDecidesWhoFinds() {
        for (Visibility visibility : Visibility.values()) {
            Image image = store(image("p1", visibility));
            boolean open = visibility == Visibility.PUBLIC || visibility == Visibility.COMMUNITY;
            assertTrue(repository.images().find(image.id(), ADMIN).isPresent());
            assertTrue(repository.images().find(image.id(), of("p1")).isPresent());
            assertEquals(open, repository.images().find(image.id(), of("p2")).isPresent());
            assertEquals(open, repository.images().find(image.id(), NOBODY).isPresent());
            repository.members().add(new ImageMember(image.id(), "p2", MemberStatus.REJECTED, T0, T0));
            boolean shared = visibility == Visibility.SHARED;
            assertEquals(
                    open || shared,
                    repository.images().find(image.id(), of("p2")).isPresent());
            assertEquals(
                    shared,
                    repository
                            .images()
                            .find(image.id(), of("p2"))
                            .map(ImageView::member)
                            .orElse(false));
        }
        assertTrue(repository
                .images()
                .find(store(image(null, Visibility.PRIVATE)).id(), NOBODY)
                .isPresent());
    }

    @Test
    @Covers("IMG-VISL-7")
    public void listsShowWhatTheFiguresOfTheContractSay() {
        for (String owner : new String[] {null, "a", "b", "c"}) {
            for (Visibility visibility : Visibility.values()) {
                store(image(owner, visibility));
            }
        }
        int[] admin = {12, 4, 4, 4, 4};
        int[] adminOfProject = {13, 4, 4, 4, 4};
        int[] member = {7, 4, 1, 1, 4};
        int[] nobody = {4, 4, 0, 0, 4};
        assertFigures(admin, ADMIN);
        assertFigures(adminOfProject, new Viewer("a", true));
        assertFigures(member, of("a"));
        assertFigures(nobody, NOBODY);
    }

    private void assertFigures(int[] figures, Viewer viewer) {
        ListedVisibility[] asked = {
            ListedVisibility.DEFAULT,
            ListedVisibility.PUBLIC,
            ListedVisibility.PRIVATE,
            ListedVisibility.SHARED,
            ListedVisibility.COMMUNITY
        };
        for (int i = 0; i < asked.length; i++) {
            assertEquals(
                    viewer + " " + asked[i],
                    figures[i],
                    list(viewer, asked[i], MemberStatus.ACCEPTED).size());
        }
    }

    @Test
    @Covers({"IMG-FLT-10", "MEM-13"})
    public void listsShowSharedImagesByMemberStatus() {
        Image image = store(image("p1", Visibility.SHARED));
        repository.members().add(new ImageMember(image.id(), "p2", MemberStatus.PENDING, T0, T0));
        assertEquals(List.of(), list(of("p2"), ListedVisibility.DEFAULT, MemberStatus.ACCEPTED));
        assertEquals(List.of(image.id()), list(of("p2"), ListedVisibility.DEFAULT, MemberStatus.PENDING));
        assertEquals(List.of(image.id()), list(of("p2"), ListedVisibility.DEFAULT, null));
    }

    @Test
    @Covers({"IMG-FLT-2", "IMG-FLT-3", "IMG-FLT-8", "IMG-FLT-11", "IMG-FLT-12", "IMG-FLT-13"})
    public void everyFilterPicksItsImages() {
        Image one = store(image("p1", Visibility.PUBLIC)
                .name("one")
                .diskFormat("raw")
                .minDisk(5)
                .isProtected(true)
                .tags(List.of("x", "y"))
                .property("os", "linux"));
        Image two = store(image("p1", Visibility.PUBLIC)
                .name("two")
                .hidden(true)
                .tags(List.of("x"))
                .createdAt(T0.plusSeconds(9)));
        Viewer viewer = of("p1");
        assertEquals(
                List.of(one.id()),
                filtered(viewer, new ImageFilter.OneOf(ImageAttribute.NAME, List.of("one", "three"))));
        assertEquals(List.of(), filtered(viewer, new ImageFilter.OneOf(ImageAttribute.NAME, List.of())));
        assertEquals(
                List.of(one.id()), filtered(viewer, new ImageFilter.OneOf(ImageAttribute.DISK_FORMAT, List.of("raw"))));
        assertEquals(
                List.of(one.id()),
                filtered(viewer, new ImageFilter.Between(ImageAttribute.MIN_DISK, 5, Long.MAX_VALUE)));
        assertEquals(
                List.of(),
                filtered(viewer, new ImageFilter.Between(ImageAttribute.SIZE, Long.MIN_VALUE, Long.MAX_VALUE)));
        assertEquals(List.of(one.id()), filtered(viewer, new ImageFilter.Flag(ImageAttribute.PROTECTED, true)));
        assertEquals(List.of(two.id()), filtered(viewer, new ImageFilter.Flag(ImageAttribute.HIDDEN, true)));
        assertEquals(List.of(one.id()), filtered(viewer, new ImageFilter.Property("os", "linux")));
        assertEquals(List.of(), filtered(viewer, new ImageFilter.Property("os", "Linux")));
        assertEquals(List.of(one.id()), filtered(viewer, new ImageFilter.Tag("x"), new ImageFilter.Tag("y")));
        assertEquals(
                List.of(two.id()),
                filtered(viewer, new ImageFilter.Time(ImageAttribute.CREATED_AT, Comparison.GT, T0)));
        assertEquals(
                List.of(one.id()),
                filtered(viewer, new ImageFilter.Time(ImageAttribute.CREATED_AT, Comparison.LTE, T0)));
        assertEquals(
                List.of(two.id()),
                filtered(viewer, new ImageFilter.Time(ImageAttribute.CREATED_AT, Comparison.NEQ, T0)));
    }

    @Test
    @Covers({"IMG-SORT-7", "IMG-SORT-8", "IMG-LIST-8"})
    public void pagesThroughEqualKeysLoseNothing() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            all.add(store(image("p1", Visibility.PUBLIC).name(i % 3 == 0 ? null : "n" + i % 3))
                    .id());
        }
        for (boolean ascending : new boolean[] {true, false}) {
            List<ImageSort> sort = List.of(
                    new ImageSort(ImageAttribute.NAME, ascending),
                    new ImageSort(ImageAttribute.CREATED_AT, ascending),
                    new ImageSort(ImageAttribute.ID, ascending));
            List<Image> seen = new ArrayList<>();
            Image marker = null;
            List<ImageView> page;
            do {
                page = repository
                        .images()
                        .list(new ImageQuery(
                                of("p1"), List.of(), ListedVisibility.DEFAULT, MemberStatus.ACCEPTED, sort, marker, 4));
                page.forEach(view -> seen.add(view.image()));
                marker = page.isEmpty() ? null : page.get(page.size() - 1).image();
            } while (!page.isEmpty());
            assertEquals(25, seen.size());
            assertEquals(all, new HashSet<>(seen.stream().map(Image::id).toList()));
            assertEquals(null, seen.get(ascending ? 0 : 24).name());
        }
    }

    @Test
    @Covers({"STAT-7", "PATCH-5", "op:DB-51"})
    public void updatesWriteWhatDiffersAndNothingElse() {
        Image image = store(image("p1", Visibility.PRIVATE).property("a", "1").tags(List.of("x")));
        Image renamed =
                image.toBuilder().name("new").updatedAt(T0.plusSeconds(1)).build();
        Image tagged = image.toBuilder()
                .tags(List.of("x", "y"))
                .removeProperty("a")
                .property("b", "2")
                .updatedAt(T0.plusSeconds(2))
                .build();
        assertTrue(repository.images().update(image, renamed));
        assertTrue(repository.images().update(image, tagged));
        Image now = reload(image);
        assertEquals("new", now.name());
        assertEquals(Map.of("b", "2"), now.properties());
        assertEquals(Set.of("x", "y"), Set.copyOf(now.tags()));
        Image again = now.toBuilder().property("a", "3").build();
        assertTrue(repository.images().update(now, again));
        assertEquals("3", reload(image).properties().get("a"));
    }

    @Test
    @Covers({"STAT-3", "UP-9"})
    public void dataComesAndGoesWithTheStatus() {
        Image queued = store(image("p1", Visibility.PRIVATE));
        Image saving = queued.toBuilder().status(ImageStatus.SAVING).build();
        assertTrue(repository.images().update(queued, saving));
        Image active = saving.toBuilder()
                .status(ImageStatus.ACTIVE)
                .size(5L)
                .checksum("c")
                .hash("sha512", "h")
                .locations(List.of(new ImageLocation("file:///x", Map.of("store", "s", "list", List.of("1")))))
                .build();
        assertTrue(repository.images().update(saving, active));
        assertEquals(active, reload(queued));
        assertFalse("the status is no longer saving", repository.images().update(saving, queued));
    }

    @Test
    @Covers("STAT-7")
    public void oneOfManyRacersWins() throws Exception {
        Image queued = store(image("p1", Visibility.PRIVATE));
        Image saving = queued.toBuilder().status(ImageStatus.SAVING).build();
        AtomicInteger winners = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (repository.images().update(queued, saving)) {
                    winners.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertEquals(1, winners.get());
    }

    @Test
    @Covers({"MEM-6", "DEL-11"})
    public void membersComeGoAndComeAgain() {
        Image image = store(image("p1", Visibility.SHARED));
        ImageMember member = new ImageMember(image.id(), "p2", MemberStatus.PENDING, T0, T0);
        assertEquals(member, repository.members().add(member));
        ImageMember second =
                new ImageMember(image.id(), "p3", MemberStatus.PENDING, T0.plusSeconds(2), T0.plusSeconds(2));
        repository.members().add(second);
        assertEquals(ErrorKind.CONFLICT, kindOf(() -> repository.members().add(member)));
        assertTrue(repository
                .members()
                .update(new ImageMember(image.id(), "p2", MemberStatus.ACCEPTED, T0, T0.plusSeconds(1))));
        assertEquals(
                MemberStatus.ACCEPTED,
                repository.members().find(image.id(), "p2").orElseThrow().status());
        assertTrue(repository.members().remove(image.id(), "p2", T0));
        assertFalse(repository.members().remove(image.id(), "p2", T0));
        assertFalse(repository.members().update(member));
        assertEquals(List.of(second), repository.members().list(image.id()));
        Instant later = T0.plusSeconds(3);
        ImageMember again =
                repository.members().add(new ImageMember(image.id(), "p2", MemberStatus.PENDING, later, later));
        assertEquals(new ImageMember(image.id(), "p2", MemberStatus.PENDING, T0, later), again);
        assertEquals(
                "in its old place", List.of(again, second), repository.members().list(image.id()));
        repository.images().delete(image.id(), ImageStatus.DELETED, T0);
        assertEquals(List.of(), repository.members().list(image.id()));
    }

    @Test
    @Covers({"QUOTA-3", "LIM-6"})
    public void usageCountsWhatAProjectHas() {
        ImageLocation location = new ImageLocation("file:///x", Map.of());
        Image stored = store(image("p1", Visibility.PRIVATE)
                .status(ImageStatus.ACTIVE)
                .size(10L)
                .locations(List.of(location, new ImageLocation("file:///y", Map.of()))));
        store(image("p1", Visibility.PRIVATE).status(ImageStatus.UPLOADING).size(7L));
        store(image("p1", Visibility.PRIVATE));
        store(image("p2", Visibility.PRIVATE)
                .status(ImageStatus.ACTIVE)
                .size(99L)
                .locations(List.of(location)));
        assertEquals(new ImageUsage(20, 7, 3, 1), repository.images().usage("p1", null));
        assertEquals(new ImageUsage(0, 7, 2, 1), repository.images().usage("p1", stored.id()));
    }

    @Test
    public void aFailedTransactionLeavesNothing() {
        Image image = store(image("p1", Visibility.SHARED));
        WriteIntent intent = new WriteIntent(UUID.randomUUID().toString(), "n1", image.id(), "s", image.id(), T0);
        repository.intents().open(intent);
        assertEquals(
                ErrorKind.GONE,
                kindOf(() -> repository.inTransaction(() -> {
                    repository
                            .images()
                            .update(image, image.toBuilder().name("never").build());
                    repository.intents().close(intent.id());
                    repository.members().add(new ImageMember(image.id(), "p2", MemberStatus.PENDING, T0, T0));
                    repository.inTransaction(() -> repository.images().delete(image.id(), ImageStatus.DELETED, T0));
                    throw new VitrineException(ErrorKind.GONE, "stop");
                })));
        assertEquals(image, reload(image));
        assertEquals(List.of(intent), repository.intents().ofNode("n1"));
        assertEquals(List.of(), repository.members().list(image.id()));
    }

    @Test
    public void intentsAreKeptByNodeUntilClosed() {
        WriteIntent first = new WriteIntent(UUID.randomUUID().toString(), "n1", "i", "s", "b", T0);
        WriteIntent second = new WriteIntent(UUID.randomUUID().toString(), "n1", "j", "s", "c", T0.plusSeconds(1));
        repository.intents().open(first);
        repository.intents().open(second);
        assertEquals(List.of(first, second), repository.intents().ofNode("n1"));
        assertEquals(List.of(), repository.intents().ofNode("n2"));
        repository.intents().close(first.id());
        repository.intents().close(first.id());
        assertEquals(List.of(second), repository.intents().ofNode("n1"));
    }

    @Test
    @Covers("QUOTA-2")
    public void intentsReserveForTheirProjectUntilClosed() {
        WriteIntent first = intent("n1", new Reservation("p1", 5L << 40, 1));
        WriteIntent second = intent("n2", new Reservation("p1", 7, 2));
        WriteIntent nobodys = intent("n1", new Reservation(null, 3, 0));
        List.of(first, second, nobodys, intent("n1", new Reservation("P1", 11, 0)))
                .forEach(repository.intents()::open);
        assertEquals(
                new Reservation("p1", (5L << 40) + 7, 3), repository.intents().reserved("p1"));
        assertEquals(new Reservation(null, 3, 0), repository.intents().reserved(null));
        assertEquals(new Reservation("p2", 0, 0), repository.intents().reserved("p2"));
        assertEquals(List.of(second), repository.intents().ofNode("n2"));
        repository.intents().close(first.id());
        assertEquals(new Reservation("p1", 7, 2), repository.intents().reserved("p1"));
    }

    private static WriteIntent intent(String node, Reservation reservation) {
        return new WriteIntent(
                UUID.randomUUID().toString(), node, "i", "s", "b", T0, reservation, Optional.of("job of " + node));
    }

    @Test
    @Covers({"QUOTA-2", "STORE-10"})
    public void anIntentWhoseWriteFailedStaysAndReservesNothing() {
        WriteIntent failed = intent("n1", new Reservation("p1", 5L << 40, 1));
        WriteIntent other = intent("n1", new Reservation("p1", 7, 2));
        repository.intents().open(failed);
        repository.intents().open(other);
        assertTrue(repository.intents().abandon(failed.id()));
        assertFalse("only once", repository.intents().abandon(failed.id()));
        assertEquals(
                Set.of(failed.afterFailure(), other),
                Set.copyOf(repository.intents().ofImage("i")));
        assertEquals(new Reservation("p1", 7, 2), repository.intents().reserved("p1"));

        assertEquals(
                ErrorKind.GONE,
                kindOf(() -> repository.inTransaction(() -> {
                    assertTrue(repository.intents().abandon(other.id()));
                    throw new VitrineException(ErrorKind.GONE, "stop");
                })));
        assertEquals(new Reservation("p1", 7, 2), repository.intents().reserved("p1"));

        assertTrue(repository.intents().adopt(failed.id(), "n1", "n2"));
        assertEquals(
                List.of(failed.afterFailure().adoptedBy("n2")),
                repository.intents().ofNode("n2"));
        repository.intents().close(failed.id());
        assertFalse("nor when it is closed", repository.intents().abandon(failed.id()));
        assertEquals(List.of(other), repository.intents().ofImage("i"));
    }

    @Test
    @Covers("QUOTA-2")
    public void transactionsOfOneProjectTakeTurns() throws Exception {
        int most = 5;
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                boolean room = repository.inTransaction(() -> {
                    repository.takeTurn("p1");
                    if (repository.images().usage("p1", null).images() >= most) {
                        return false;
                    }
                    repository.images().create(image("p1", Visibility.PRIVATE).build());
                    return true;
                });
                (room ? admitted : refused).incrementAndGet();
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertEquals(most, admitted.get());
        assertEquals(12 - most, refused.get());
        assertEquals(most, repository.images().usage("p1", null).images());
    }
}
