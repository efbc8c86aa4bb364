package org.vitrine.spi.testkit.quota;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.quota.ProjectLimits;
import org.vitrine.spi.quota.QuotaLimits;
import org.vitrine.spi.quota.QuotaResource;

/** The same limits for every project: ten of everything until a test says otherwise. Safe for many threads. */
public final class FakeLimits implements QuotaLimits {
    private final Map<QuotaResource, Long> now = new EnumMap<>(QuotaResource.class);
    private final Drain drain = new Drain();
    private Map<QuotaResource, Long> remembered;
    private VitrineException failure;

    /** How often new limits were asked for. */
    public final AtomicInteger asked = new AtomicInteger();

    /** Ten of everything. */
    public FakeLimits() {
        for (QuotaResource resource : QuotaResource.values()) {
            now.put(resource, 10L);
        }
    }

    /** From now on that is the limit. Returns these limits. */
    public synchronized FakeLimits limit(QuotaResource resource, long limit) {
        now.put(resource, limit);
        return this;
    }

    /** From now on it gives the limits of this moment, unless new ones are asked for. */
    public synchronized void remember() {
        remembered = Map.copyOf(now);
    }

    /** From now on no limit can be learned. */
    public synchronized void fail(VitrineException why) {
        failure = why;
    }

    @Override
    public synchronized ProjectLimits limits(Optional<String> projectId, boolean anew) {
        if (failure != null) {
            throw failure;
        }
        if (remembered != null && !anew) {
            return new ProjectLimits(remembered, true);
        }
        asked.incrementAndGet();
        return new ProjectLimits(now, false);
    }

    @Override
    public Drain drain() {
        return drain;
    }
}
