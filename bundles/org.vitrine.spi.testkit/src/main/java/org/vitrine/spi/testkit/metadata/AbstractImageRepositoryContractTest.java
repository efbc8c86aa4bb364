package org.vitrine.spi.testkit.metadata;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.Test;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageQuery;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.Viewer;
import org.vitrine.domain.image.Visibility;
import org.vitrine.domain.member.ImageMember;
import org.vitrine.domain.member.MemberStatus;
import org.vitrine.spi.testkit.Covers;

/** What every metadata repository promises of images, beyond what {@link AbstractMetadataRepositoryContractTest} asks. */
public abstract class AbstractImageRepositoryContractTest extends AbstractImageRecordsTest {
    private static final Instant T0 = Instant.parse("2020-01-02T03:04:05Z");

    private static Image.Builder image(String owner, Visibility visibility) {
        return Image.builder(UUID.randomUUID().toString(), T0).owner(owner).visibility(visibility);
    }

    @Test
    @Covers({"IMG-FLT-2", "IMG-FLT-3", "VIS-1"})
    public void textsAreComparedExactly() {
        Image image = store(image("Project", Visibility.PRIVATE)
                .name("Name")
                .checksum("AbC")
                .tags(List.of("Tag"))
                .property("Key", "Value"));
        Viewer viewer = of("Project");
        for (String other :
                List.of("name", "NAME", "Name ", "N_me", "N%", "N\u00e4me", "", "Name\0", "Name\ud83d\ude00")) {
            assertEquals(
                    other, List.of(), filtered(viewer, new ImageFilter.OneOf(ImageAttribute.NAME, List.of(other))));
        }
        assertEquals(List.of(), filtered(viewer, new ImageFilter.OneOf(ImageAttribute.CHECKSUM, List.of("abc"))));
        assertEquals(List.of(), filtered(viewer, new ImageFilter.Tag("tag")));
        assertEquals(List.of(), filtered(viewer, new ImageFilter.Property("key", "Value")));
        assertEquals(List.of(), filtered(viewer, new ImageFilter.Property("Key", "value")));
        assertEquals(List.of(image.id()), filtered(viewer, new ImageFilter.Property("Key", "Value")));
        assertEquals(List.of(), filtered(of("project")));
        assertTrue(repository.images().find(image.id(), of("project")).isEmpty());
        assertTrue(repository
                .images()
                .find(image.id().toUpperCase(Locale.ROOT) + " ", ADMIN)
                .isEmpty());
        Image lettered =
                store(Image.builder("Letters-" + UUID.randomUUID().toString().substring(9), T0));
        assertTrue(repository
                .images()
                .find(lettered.id().toUpperCase(Locale.ROOT), ADMIN)
                .isEmpty());
        assertTrue(repository.images().find("no\0id", ADMIN).isEmpty());
        assertTrue(repository.images().find("no\ud83d\ude00id", ADMIN).isEmpty());
        assertTrue(repository.images().find("x".repeat(5000), ADMIN).isEmpty());
    }

    @Test
    @Covers({"IMG-FLT-2", "IMG-FLT-11", "REP-10"})
    public void noTextMeansAnythingButItself() {
        for (String text :
                List.of("'; DROP TABLE images; --", "a\"b", "back\\slash", "100%", "?1", "#x", "\u4e2d\n\t", "$1")) {
            Image image = store(image("p1", Visibility.PUBLIC)
                    .name(text)
                    .tags(List.of(text))
                    .property(text, text));
            assertEquals(image, reload(image));
            assertEquals(
                    List.of(image.id()),
                    filtered(
                            NOBODY,
                            new ImageFilter.OneOf(ImageAttribute.NAME, List.of(text)),
                            new ImageFilter.Tag(text),
                            new ImageFilter.Property(text, text)));
        }
    }

    @Test
    @Covers({"VIS-4", "IMG-VISL-1"})
    public void anImageIsListedOnceHoweverManyReasonsThereAre() {
        Image own = store(image("p1", Visibility.SHARED));
        Image open = store(image("p1", Visibility.PUBLIC).createdAt(T0.minusSeconds(1)));
        for (Image image : List.of(own, open)) {
            repository.members().add(new ImageMember(image.id(), "p1", MemberStatus.ACCEPTED, T0, T0));
        }
        for (ListedVisibility asked : List.of(ListedVisibility.DEFAULT, ListedVisibility.ALL)) {
            assertEquals(List.of(own.id(), open.id()), list(of("p1"), asked, MemberStatus.ACCEPTED));
        }
        assertEquals(List.of(own.id()), list(of("p1"), ListedVisibility.SHARED, MemberStatus.ACCEPTED));
        assertFalse(repository.images().find(own.id(), of("p1")).orElseThrow().member());
    }

    @Test
    @Covers({"IMG-SORT-1", "IMG-SORT-7", "IMG-SORT-8", "IMG-LIST-8"})
    public void everySortKeyPagesThroughNullsBothWays() {
        for (int i = 0; i < 9; i++) {
            boolean has = i % 3 != 0;
            store(image(i % 2 == 0 ? "p1" : "p2", i % 2 == 0 ? Visibility.PRIVATE : Visibility.PUBLIC)
                    .status(i < 5 ? ImageStatus.QUEUED : ImageStatus.ACTIVE)
                    .name(has ? "n" + i % 2 : null)
                    .size(has ? (long) i : null)
                    .diskFormat(has ? "raw" : null)
                    .containerFormat(has ? "bare" : null)
                    .createdAt(T0.plusSeconds(i / 2))
                    .updatedAt(T0.plusSeconds(i / 4)));
        }
        for (ImageAttribute key : List.of(
                ImageAttribute.NAME,
                ImageAttribute.STATUS,
                ImageAttribute.CONTAINER_FORMAT,
                ImageAttribute.DISK_FORMAT,
                ImageAttribute.SIZE,
                ImageAttribute.ID,
                ImageAttribute.CREATED_AT,
                ImageAttribute.UPDATED_AT)) {
            for (boolean ascending : new boolean[] {true, false}) {
                assertPagesAreTheList(key, ascending);
            }
        }
    }

    private void assertPagesAreTheList(ImageAttribute key, boolean ascending) {
        List<ImageSort> sort = List.of(
                new ImageSort(key, ascending),
                new ImageSort(ImageAttribute.CREATED_AT, ascending),
                new ImageSort(ImageAttribute.ID, ascending));
        List<String> all = ids(sort, null, 100);
        assertEquals(key + " " + ascending, 9, Set.copyOf(all).size());
        List<String> paged = new ArrayList<>();
        Image marker = null;
        do {
            List<String> page = ids(sort, marker, 2);
            paged.addAll(page);
            marker = page.isEmpty()
                    ? null
                    : repository
                            .images()
                            .find(page.get(page.size() - 1), ADMIN)
                            .orElseThrow()
                            .image();
        } while (marker != null);
        assertEquals(key + " " + ascending, all, paged);
        Image lowest = repository
                .images()
                .find(all.get(ascending ? 0 : 8), ADMIN)
                .orElseThrow()
                .image();
        switch (key) {
            case NAME -> assertNull(lowest.name());
            case SIZE -> assertNull(lowest.size());
            case DISK_FORMAT -> assertNull(lowest.diskFormat());
            case CONTAINER_FORMAT -> assertNull(lowest.containerFormat());
            default -> assertFalse(all.isEmpty());
        }
    }

    @Test
    @Covers({"IMG-LIST-1", "IMG-LIST-4"})
    public void aLargePageMayFollowASmallOne() {
        Visibility[] kinds = {Visibility.PUBLIC, Visibility.PRIVATE, Visibility.SHARED, Visibility.SHARED};
        for (int i = 0; i < 80; i++) {
            Visibility kind = kinds[i % kinds.length];
            Image image = store(image(i % 8 < 6 ? "p1" : "p2", kind).createdAt(T0.plusSeconds(i)));
            if (image.owner().equals("p2")) {
                repository.members().add(new ImageMember(image.id(), "p1", MemberStatus.ACCEPTED, T0, T0));
            }
        }
        for (int limit : new int[] {5, 70, 8, 100, 14}) {
            assertEquals(Math.min(limit, 80), ids(NEWEST_FIRST, null, limit).size());
        }
    }

    private List<String> ids(List<ImageSort> sort, Image marker, int limit) {
        return repository
                .images()
                .list(new ImageQuery(
                        of("p1"),
                        List.of(new ImageFilter.Flag(ImageAttribute.HIDDEN, false)),
                        ListedVisibility.DEFAULT,
                        MemberStatus.ACCEPTED,
                        sort,
                        marker,
                        limit))
                .stream()
                .map(view -> view.image().id())
                .toList();
    }

    @Test
    @Covers({"op:DB-51", "op:DB-12"})
    public void childrenComeGoAndComeAgain() {
        List<ImageLocation> abc = Stream.of("a", "b", "c")
                .map(url -> new ImageLocation("file:///" + url, Map.of("n", url)))
                .toList();
        Image now = store(image("p1", Visibility.PRIVATE)
                .tags(List.of("x"))
                .property("k", "1")
                .locations(abc));
        List<ImageLocation> changed = List.of(new ImageLocation("file:///a", Map.of("n", "other")), abc.get(2));
        List<ImageLocation> turned = List.of(abc.get(2), abc.get(1), abc.get(0));
        int second = 1;
        for (List<ImageLocation> locations :
                List.of(List.of(abc.get(1)), abc, changed, turned, List.<ImageLocation>of(), turned)) {
            for (int step = 0; step < 2; step++) {
                Image.Builder after = now.toBuilder().locations(locations).updatedAt(T0.plusSeconds(second++));
                if (step == 0) {
                    after.tags(List.of()).removeProperty("k");
                } else {
                    after.tags(List.of("x", "y")).property("k", "" + second).property("null", null);
                }
                assertTrue(repository.images().update(now, after.build()));
                Image found = reload(now);
                assertEquals(
                        after.tags(List.of()).build(),
                        found.toBuilder().tags(List.of()).build());
                assertEquals(step == 0 ? Set.of() : Set.of("x", "y"), Set.copyOf(found.tags()));
                now = found;
            }
        }
    }

    @Test
    public void aChangeOfChildrenIsSeenThoughTheTimeStays() {
        Image image = store(image("p1", Visibility.PRIVATE));
        List<ImageLocation> locations = List.of(new ImageLocation("file:///x", Map.of()));
        assertEquals(image, reload(image));
        for (Image.Builder after : List.of(
                image.toBuilder().tags(List.of("x")),
                image.toBuilder().tags(List.of("x")).property("k", "v"),
                image.toBuilder().tags(List.of("x")).property("k", "v").locations(locations))) {
            Image before = reload(image);
            Image changed = after.build();
            assertTrue(repository.images().update(before, changed));
            assertEquals(changed, reload(image));
            assertEquals(changed, reload(image));
        }
    }

    @Test
    @Covers({"DEL-13", "STAT-7"})
    public void whatIsDeletedChangesNoMore() {
        for (ImageStatus target : List.of(ImageStatus.DELETED, ImageStatus.PENDING_DELETE)) {
            Image image =
                    store(image("p1", Visibility.PUBLIC).tags(List.of("x")).property("k", "v"));
            assertEquals(image, reload(image));
            assertTrue(repository.images().delete(image.id(), target, T0.plusSeconds(1)));
            Image renamed = image.toBuilder().name("new").build();
            Image tagged = image.toBuilder()
                    .tags(List.of("y"))
                    .updatedAt(T0.plusSeconds(2))
                    .build();
            assertFalse(repository.images().update(image, renamed));
            assertFalse(repository.images().update(image, tagged));
            assertTrue(repository.images().find(image.id(), ADMIN).isEmpty());
            assertEquals(List.of(), list(ADMIN, ListedVisibility.ALL, null));
        }
    }
}
