package org.vitrine.edge;

import java.util.concurrent.TimeUnit;

/**
 * Whether a sender keeps up a least rate. Only the time counts that was spent waiting for it, so a slow store makes no
 * sender slow; and each window counts for itself, so a fast start buys no patience. For one thread.
 */
final class Pace {
    private final long rate;
    private final long window;
    private long waited;
    private long bytes;

    /**
     * @param rate bytes a second; 0 for no least rate
     * @param windowSeconds over how long it is averaged
     */
    Pace(long rate, long windowSeconds) {
        this.rate = rate;
        this.window = TimeUnit.SECONDS.toNanos(windowSeconds);
    }

    /**
     * Counts what came.
     *
     * @param nanos how long was waited for it
     * @return false when it is too slow
     */
    boolean keptUp(long nanos, long came) {
        waited += nanos;
        bytes += came;
        if (waited < window) {
            return true;
        }
        boolean enough = bytes >= rate * TimeUnit.NANOSECONDS.toSeconds(waited);
        waited = 0;
        bytes = 0;
        return enough;
    }
}
