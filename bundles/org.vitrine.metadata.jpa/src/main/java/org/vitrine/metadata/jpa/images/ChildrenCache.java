package org.vitrine.metadata.jpa.images;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers what belongs to images, for as long as their rows bear the revision and the {@code updated_at} they had. The
 * row itself is read each time; it costs the database a third of what all its tables cost.
 *
 * <p>A Vitrine that changes tags, properties or locations counts up the revision in the same transaction, under the lock
 * of the row. So what comes from here is what the database holds, whichever node has changed it last and whatever the
 * clocks say.
 *
 * <p>A Glance on the same database moves {@code updated_at} alone, which may be as coarse as a second, and writes tags in
 * a transaction that comes a moment later. So only what has not changed for {@link #SETTLED} is remembered. Glance takes
 * and gives back the lock of an import without moving the time: images with properties of that kind are not remembered.
 * What somebody changes by hand, without either, is seen after {@link #KEPT}.
 */
final class ChildrenCache {
    /** How old a change must be. */
    static final Duration SETTLED = Duration.ofSeconds(10);
    /** After how long children are read again. */
    static final Duration KEPT = Duration.ofMinutes(1);

    private static final String INTERNAL = "os_glance_";
    /** What one image may take at most of the capacity. */
    private static final int SHARE = 100;

    private final InstantSource clock;
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * @param clock the present time
     * @param capacity in characters; 0 remembers nothing
     */
    ChildrenCache(InstantSource clock, long capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** Whether it may be worth while to ask for an image's row alone. */
    boolean knows(String id) {
        Entry entry = entry(id);
        return entry != null && isFresh(entry);
    }

    /** What belongs to that row's image, if it is known. */
    Optional<Children> find(ImageRow row) {
        Entry entry = entry(row.id());
        return entry != null && entry.state.equals(State.of(row)) && isFresh(entry)
                ? Optional.of(entry.children)
                : Optional.empty();
    }

    private Entry entry(String id) {
        lock.lock();
        try {
            return entries.get(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Entry entry) {
        return entry.readAt.plus(KEPT).isAfter(clock.instant());
    }

    /** Remembers both, which are of one moment. */
    void put(ImageRow row, Children children) {
        Instant now = clock.instant();
        Instant updatedAt = row.updatedAt();
        if (updatedAt == null
                || updatedAt.isAfter(now.minus(SETTLED))
                || children.weight() > capacity / SHARE
                || children.properties().keySet().stream().anyMatch(name -> name.startsWith(INTERNAL))) {
            forget(row.id());
            return;
        }
        lock.lock();
        try {
            weight += children.weight() - weightOf(entries.put(row.id(), new Entry(State.of(row), children, now)));
            Iterator<Entry> eldest = entries.values().iterator();
            while (weight > capacity) {
                weight -= weightOf(eldest.next());
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets one image. */
    void forget(String id) {
        lock.lock();
        try {
            weight -= weightOf(entries.remove(id));
        } finally {
            lock.unlock();
        }
    }

    private static long weightOf(Entry entry) {
        return entry == null ? 0 : entry.children.weight();
    }

    /** What a row must still bear. */
    private record State(Instant updatedAt, Long revision) {
        static State of(ImageRow row) {
            return new State(row.updatedAt(), row.revision());
        }
    }

    private record Entry(State state, Children children, Instant readAt) {}
}
