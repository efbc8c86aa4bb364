package org.vitrine.importing.download;

import java.time.Duration;

/** Compares what came with the time that was spent on waiting for it; time that the reader takes does not count. */
final class Pace {
    private final long window;
    private final long least;
    private long waited;
    private long came;

    /**
     * @param rate bytes per second
     * @param window over which they are counted
     */
    Pace(int rate, Duration window) {
        this.window = window.toNanos();
        least = rate * window.toSeconds();
    }

    /** False when a window has passed with less than there should have come. */
    boolean keeps(long nanos, int bytes) {
        waited += nanos;
        came += bytes;
        if (waited < window) {
            return true;
        }
        boolean enough = came >= least;
        waited = 0;
        came = 0;
        return enough;
    }
}
