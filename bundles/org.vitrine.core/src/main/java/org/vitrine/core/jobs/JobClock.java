package org.vitrine.core.jobs;

import java.time.Duration;
import java.time.Instant;
import org.vitrine.core.images.ImageAccess;

/**
 * The times of leases. The clocks of the nodes must agree to a few seconds: a node whose clock runs ahead by more than a
 * lease would take jobs that others still do, and the fence alone would then keep their records apart.
 */
class JobClock {
    /** How long a node has a job without saying so again. */
    static final Duration LEASE = Duration.ofSeconds(30);
    /** How often it says so; five times in vain, and the lease is over. */
    static final Duration KEEP = Duration.ofSeconds(5);

    Instant now() {
        return ImageAccess.now();
    }
}
