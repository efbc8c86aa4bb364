package org.vitrine.spi.driver;

import org.osgi.annotation.versioning.ConsumerType;

/** A driver that can be swapped while it works. */
@ConsumerType
public interface Drainable {
    /** How long a leaving driver should wait for the work in hand: shorter than the {@code swap.grace} that requests wait for its successor. */
    java.time.Duration DRAIN_TIMEOUT = java.time.Duration.ofSeconds(5);

    /** The same drain at each call; closed by the driver when it is deactivated. */
    Drain drain();
}
