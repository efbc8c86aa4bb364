package org.vitrine.edge;

import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.driver.Drain;

/**
 * Lets requests that run end when the server is stopped, before anything that they need goes. New ones are answered with
 * 503 meanwhile, and the health check tells load balancers to leave.
 *
 * <p>A component is told that its bundle stops, not that the server does, and then in no order that others keep; the
 * framework's own event comes before any bundle stops, and waits for its listeners. Hence the listener.
 */
@Component(service = Farewell.class, configurationPid = "org.vitrine.edge.stop")
@Designate(ocd = Farewell.StopConfig.class)
public final class Farewell implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final int LONGEST_SECONDS = 280;

    @ObjectClassDefinition(name = "Vitrine stop", description = "How the server is stopped.")
    @interface StopConfig {
        @AttributeDefinition(
                description = "Seconds that running requests have to end when the server is stopped; 0 to 280.")
        int drain_timeout() default 60;
    }

    private final BundleContext framework;
    private final Duration timeout;
    private final Drain running = new Drain();
    private volatile boolean leaving;

    /** Waits for the framework to stop. */
    @Activate
    public Farewell(BundleContext framework, StopConfig config) {
        if (config.drain_timeout() < 0 || config.drain_timeout() > LONGEST_SECONDS) {
            throw new IllegalArgumentException("drain.timeout must be 0 to " + LONGEST_SECONDS + " seconds");
        }
        this.framework = framework;
        timeout = Duration.ofSeconds(config.drain_timeout());
        framework.addBundleListener(this);
    }

    @Deactivate
    void deactivate() {
        framework.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            leave();
        }
    }

    private void leave() {
        leaving = true;
        LOG.info("The server is going down; requests that may end first: {}", running.running());
        if (!running.close(timeout)) {
            LOG.warn("Requests that did not end within {} are cut off: {}", timeout, running.running());
        }
    }

    /** Whether the server is going down. */
    boolean leaving() {
        return leaving;
    }

    /** Lets a request begin, which must {@link #end} then; false when the server is going down. */
    boolean begin() {
        return running.tryEnter();
    }

    /** A request that was let in has ended. */
    void end() {
        running.leave();
    }
}
