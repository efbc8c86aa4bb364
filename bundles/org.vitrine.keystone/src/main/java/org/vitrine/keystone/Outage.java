package org.vitrine.keystone;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Keystone, or another service like it, that does not answer from taking the threads of all requests: while it is
 * silent, few requests at a time may wait for it, and the others fail at once. Any answer ends the outage. Its begin and
 * its end are a line in the log each. Safe for many threads.
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final int TRYING = 4;

    private final Semaphore places = new Semaphore(TRYING);
    private final String service;
    private volatile boolean lasting;

    /** Of Keystone. */
    public Outage() {
        this("Keystone");
    }

    /** @param service what logs and errors call the service that may be out */
    public Outage(String service) {
        this.service = service;
    }

    /** Does work that waits for the service, or refuses it ({@code UNAVAILABLE}) because enough others wait. */
    public <T> T guard(Supplier<T> work) {
        if (!lasting) {
            return work.get();
        }
        if (!places.tryAcquire()) {
            throw Unavailable.because(
                    service,
                    new IllegalStateException(service + " did not answer of late, and others are trying it already"));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** Whether the service was silent when it was last asked. */
    public boolean lasts() {
        return lasting;
    }

    /** The service did not answer. {@code why} is for the log, and holds no credentials. */
    public void silent(Exception why) {
        if (!lasting) {
            lasting = true;
            LOG.warn("{} does not answer: {}", service, why.toString());
        }
    }

    /** The service answered, whatever it said. */
    public void answered() {
        if (lasting) {
            lasting = false;
            LOG.warn("{} answers again", service);
        }
    }
}
