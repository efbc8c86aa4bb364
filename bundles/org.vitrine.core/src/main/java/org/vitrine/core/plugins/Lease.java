package org.vitrine.core.plugins;

import org.vitrine.spi.driver.Drainable;

/**
 * The use of a driver for one piece of work. Closing it twice is fine; not for several threads at once.
 *
 * @param <T> the kind of driver
 */
public final class Lease<T extends Drainable> implements AutoCloseable {
    private final T driver;
    private boolean open = true;

    Lease(T driver) {
        this.driver = driver;
    }

    /** The driver; stays usable until the lease is closed. */
    public T get() {
        return driver;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            driver.drain().leave();
        }
    }
}
