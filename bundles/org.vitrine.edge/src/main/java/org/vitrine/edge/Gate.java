package org.vitrine.edge;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests through to the backend, and holds them while it is being replaced. A request that is held costs no
 * thread, so health checks are answered meanwhile, however many wait; and how many may wait is bounded.
 */
@Component(service = Gate.class)
public final class Gate {
    /** Some kilobytes each: what a swap of some seconds gathers, and a bound for the memory of a long one. */
    static final int CAPACITY = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration FIRST_GRACE = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofMillis(50);
    private static final String ARRIVED = "org.vitrine.edge.arrived";

    private final Set<AsyncContext> held = new LinkedHashSet<>();
    private volatile Backend current;
    private Duration grace = FIRST_GRACE;
    private long emptySince = System.nanoTime();

    /** Holds requests until a backend is bound. */
    @Activate
    public Gate() {
        LOG.debug("The gate is closed");
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(Backend backend) {
        List<AsyncContext> waiting;
        synchronized (held) {
            current = backend;
            waiting = List.copyOf(held);
            held.clear();
        }
        LOG.info("The API is there; requests that waited for it: {}", waiting.size());
        waiting.forEach(Gate::resume);
    }

    void unbind(Backend backend) {
        synchronized (held) {
            if (current == backend) {
                current = null;
                grace = backend.grace();
                emptySince = System.nanoTime();
            }
        }
    }

    /** The backend, which must be left afterwards; empty when there is none now. */
    Optional<Backend> enter() {
        Backend backend = current;
        return backend != null && backend.drain().tryEnter() ? Optional.of(backend) : Optional.empty();
    }

    /** Ends a request that was let in. */
    void leave(Backend backend) {
        backend.drain().leave();
    }

    /**
     * Keeps a request that was not let in, until it is dispatched again. False when it waited long enough, or when too
     * many wait: then it must be answered now.
     */
    boolean hold(HttpServletRequest request) {
        synchronized (held) {
            long patience = patience(request);
            if (patience <= 0 || held.size() >= CAPACITY || !request.isAsyncSupported()) {
                return false;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(patience)));
            context.addListener(new Impatience(context));
            held.add(context);
            return true;
        }
    }

    /** How many requests are held now. */
    int waiting() {
        synchronized (held) {
            return held.size();
        }
    }

    /** For how many nanoseconds the request may still be held. */
    private long patience(HttpServletRequest request) {
        long now = System.nanoTime();
        if (!(request.getAttribute(ARRIVED) instanceof Long)) {
            request.setAttribute(ARRIVED, now);
        }
        long waited = now - (Long) request.getAttribute(ARRIVED);
        Backend backend = current;
        if (backend == null) {
            return grace.toNanos() - Math.max(waited, now - emptySince);
        }
        // It is bound but lets nothing in, so it is about to leave, or came this moment: look again soon.
        return Math.min(LEAVING.toNanos(), backend.grace().toNanos() - waited);
    }

    private static void resume(AsyncContext context) {
        try {
            context.dispatch();
        } catch (IllegalStateException e) {
            LOG.debug("A request that was held ran into its timeout or its client's end", e);
        }
    }

    /** Lets a request that was held go, whatever happens to it. */
    private final class Impatience implements AsyncListener {
        private final AsyncContext context;

        Impatience(AsyncContext context) {
            this.context = context;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            forget();
            resume(context);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            forget();
        }

        @Override
        public void onError(AsyncEvent event) {
            forget();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            forget();
        }

        private void forget() {
            synchronized (held) {
                held.remove(context);
            }
        }
    }
}
