package org.vitrine.metadata.jpa.images;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.metadata.jpa.sql.Row;

public class ChildrenCacheTest {
    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");
    private static final long CAPACITY = 100_000;

    private Instant now = NOW;
    private final ChildrenCache cache = new ChildrenCache(() -> now, CAPACITY);

    private static ImageRow row(String id, Instant updatedAt) {
        return row(id, updatedAt, null);
    }

    private static ImageRow row(String id, Instant updatedAt, Long revision) {
        Object[] columns = new Object[ImageRow.COLUMNS];
        columns[0] = id;
        columns[17] = updatedAt == null ? null : updatedAt.getEpochSecond() * 1_000_000;
        columns[18] = revision;
        return new ImageRow(new Row(columns));
    }

    private static Children children(String property, int length) {
        Children.Builder builder = new Children.Builder();
        builder.property(property, "x".repeat(length));
        return builder.build();
    }

    @Test
    public void aRowOfTheSameTimeHasTheSameChildren() {
        Instant settled = NOW.minus(ChildrenCache.SETTLED);
        Children children = children("k", 1);
        cache.put(row("a", settled), children);
        assertTrue(cache.knows("a"));
        assertEquals(Optional.of(children), cache.find(row("a", settled)));
        assertEquals(Optional.empty(), cache.find(row("a", settled.plusSeconds(1))));
        assertEquals(Optional.empty(), cache.find(row("a", settled.minusSeconds(1))));
        assertEquals(Optional.empty(), cache.find(row("a", null)));
        assertEquals(Optional.empty(), cache.find(row("A", settled)));
        cache.forget("a");
        assertFalse(cache.knows("a"));
    }

    @Test
    public void aRowOfTheSameRevisionHasTheSameChildren() {
        Instant settled = NOW.minus(ChildrenCache.SETTLED);
        Children children = children("k", 1);
        cache.put(row("a", settled, 7L), children);
        assertEquals(Optional.of(children), cache.find(row("a", settled, 7L)));
        assertEquals(Optional.empty(), cache.find(row("a", settled, 8L)));
        assertEquals(Optional.empty(), cache.find(row("a", settled, null)));
    }

    @Test
    public void childrenAreReadAgainAfterAWhile() {
        Instant settled = NOW.minus(ChildrenCache.SETTLED);
        cache.put(row("a", settled), children("k", 1));
        now = NOW.plus(ChildrenCache.KEPT).minusMillis(1);
        assertTrue(cache.knows("a"));
        now = NOW.plus(ChildrenCache.KEPT);
        assertFalse(cache.knows("a"));
        assertEquals(Optional.empty(), cache.find(row("a", settled)));
    }

    @Test
    public void whatMayStillChangeUnnoticedIsNotRemembered() {
        cache.put(row("young", NOW.minus(ChildrenCache.SETTLED).plusSeconds(1)), children("k", 1));
        cache.put(row("timeless", null), children("k", 1));
        cache.put(row("locked", NOW.minusSeconds(99)), children("os_glance_import_task", 1));
        cache.put(row("huge", NOW.minusSeconds(99)), children("k", (int) CAPACITY / 100));
        for (String id : new String[] {"young", "timeless", "locked", "huge"}) {
            assertFalse(id, cache.knows(id));
        }
    }

    @Test
    public void theOldestGoWhenThereIsNoMoreRoom() {
        Instant old = NOW.minusSeconds(99);
        for (int i = 0; i < 1000; i++) {
            cache.put(row("i" + i, old), children("k", 800));
            assertTrue(cache.find(row("i0", old)).isPresent());
        }
        long known = 0;
        for (int i = 0; i < 1000; i++) {
            known += cache.knows("i" + i) ? 1 : 0;
        }
        assertTrue("" + known, known > 100 && known * 800 < CAPACITY);
        assertTrue(cache.knows("i999"));
        assertFalse(cache.knows("i1"));
    }

    @Test
    public void withoutRoomNothingIsRemembered() {
        ChildrenCache none = new ChildrenCache(() -> NOW, 0);
        none.put(row("a", NOW.minusSeconds(99)), children("k", 1));
        assertFalse(none.knows("a"));
    }
}
