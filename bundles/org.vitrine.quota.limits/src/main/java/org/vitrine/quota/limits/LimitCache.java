package org.vitrine.quota.limits;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.vitrine.spi.quota.QuotaResource;

/** The limits of projects, each for the same time, bounded in number; the oldest go first. */
final class LimitCache {
    private static final int MOST = 10_000;

    private final Map<Optional<String>, Entry> entries = new LinkedHashMap<>();
    private final long lifeNanos;
    private final LongSupplier nanoTime;

    private record Entry(Map<QuotaResource, Long> limits, long since) {}

    /**
     * @param life how long limits are remembered; zero for not at all
     * @param nanoTime a clock that never goes back
     */
    LimitCache(Duration life, LongSupplier nanoTime) {
        lifeNanos = life.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized Optional<Map<QuotaResource, Long>> find(Optional<String> project) {
        Entry entry = entries.get(project);
        return entry == null || nanoTime.getAsLong() - entry.since >= lifeNanos
                ? Optional.empty()
                : Optional.of(entry.limits);
    }

    synchronized void remember(Optional<String> project, Map<QuotaResource, Long> limits) {
        if (lifeNanos == 0) {
            return;
        }
        entries.remove(project);
        entries.put(project, new Entry(limits, nanoTime.getAsLong()));
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
