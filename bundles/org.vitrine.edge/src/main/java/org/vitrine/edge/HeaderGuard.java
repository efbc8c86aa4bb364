package org.vitrine.edge;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off clients that take too long over the head of a request. Jetty's own deadline is for silence, so a client that
 * sends a byte now and then could keep its connection forever.
 *
 * <p>Looks at the connections of one connector once a second: where no request is in hand and bytes have come since the
 * last one, a head is on its way. The connector is the one that Felix HTTP made: a {@code ConnectorFactory} of Felix HTTP
 * could only add another port beside it.
 */
final class HeaderGuard {
    private static final Logger LOG = LoggerFactory.getLogger(HeaderGuard.class);
    private static final String STATE = HeaderGuard.class.getName();

    private final Connector connector;
    private final LongSupplier seconds;
    private volatile Scheduler.Task next;
    private volatile boolean closed;

    /**
     * @param seconds how long a head may take; 0 for as long as it likes
     */
    HeaderGuard(Connector connector, LongSupplier seconds) {
        this.connector = connector;
        this.seconds = seconds;
    }

    /** Begins to look. */
    void start() {
        schedule();
    }

    /** Looks no more. */
    void close() {
        closed = true;
        Scheduler.Task last = next;
        if (last != null) {
            last.cancel();
        }
    }

    /** A request's head is complete, and the next one cannot begin before its answer. */
    void begun(Request request) {
        ConnectionMetaData connection = request.getConnectionMetaData();
        State state = state(connection);
        state.begin();
        Request.addCompletionListener(
                request, failure -> state.end(connection.getConnection().getBytesIn()));
    }

    private void schedule() {
        if (!closed && connector.isRunning()) {
            next = connector.getScheduler().schedule(this::look, 1, TimeUnit.SECONDS);
        }
    }

    private void look() {
        try {
            long limit = seconds.getAsLong();
            if (limit > 0) {
                long now = System.nanoTime();
                connector.getConnectedEndPoints().forEach(endPoint -> look(endPoint, limit, now));
            }
        } finally {
            schedule();
        }
    }

    private static void look(EndPoint endPoint, long limit, long now) {
        Connection connection = endPoint.getConnection();
        if (connection instanceof ConnectionMetaData known
                && state(known).age(connection.getBytesIn(), now) > TimeUnit.SECONDS.toNanos(limit)) {
            LOG.debug("{}: the head of a request took more than {} s", endPoint.getRemoteSocketAddress(), limit);
            endPoint.close();
        }
    }

    private static State state(ConnectionMetaData connection) {
        synchronized (connection) {
            if (connection.getAttribute(STATE) instanceof State state) {
                return state;
            }
            State state = new State();
            connection.setAttribute(STATE, state);
            return state;
        }
    }

    /** What is known of a connection. */
    private static final class State {
        private volatile boolean inHand;
        private volatile long bytesBefore;
        private volatile boolean onItsWay;
        /** When a head was first seen on its way; for the thread that looks. */
        private long since;

        void begin() {
            inHand = true;
            onItsWay = false;
        }

        void end(long bytes) {
            bytesBefore = bytes;
            inHand = false;
        }

        /** For how many nanoseconds a head has been on its way. */
        long age(long bytes, long now) {
            if (inHand || bytes == bytesBefore) {
                onItsWay = false;
                return 0;
            }
            if (!onItsWay) {
                onItsWay = true;
                since = now;
            }
            return now - since;
        }
    }
}
