package org.vitrine.keystone;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Keystone that does not answer from taking the threads of all requests: while it is silent, few requests at a
 * time may wait for it, and the others fail at once. Any answer ends the outage. Its begin and its end are a line in the
 * log each.
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final int TRYING = 4;

    private final Semaphore places = new Semaphore(TRYING);
    private volatile boolean lasting;

    /** Does work that waits for Keystone, or refuses it because enough others wait. */
    public <T> T guard(Supplier<T> work) {
        if (!lasting) {
            return work.get();
        }
        if (!places.tryAcquire()) {
            throw Unavailable.because("Keystone did not answer of late, and others are trying it already");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    boolean lasts() {
        return lasting;
    }

    void silent(Exception why) {
        if (!lasting) {
            lasting = true;
            LOG.warn("Keystone does not answer: {}", why.toString());
        }
    }

    void answered() {
        if (lasting) {
            lasting = false;
            LOG.warn("Keystone answers again");
        }
    }
}
