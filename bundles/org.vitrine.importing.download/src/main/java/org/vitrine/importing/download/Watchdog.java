package org.vitrine.importing.download;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose peer takes too long. A timeout of the socket would not do: it begins anew with each byte, so
 * that a peer could spend hours on a handshake or on a record of TLS.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration TICK = Duration.ofMillis(100);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "vitrine-importing-download-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** A connection that is looked at now and then. Armed by one thread. */
    final class Watch implements AutoCloseable {
        private final Closeable connection;
        private final Future<?> looks;
        private volatile long deadline;
        private volatile boolean armed;
        private volatile boolean cut;

        private Watch(Closeable connection) {
            this.connection = connection;
            looks = timer.scheduleWithFixedDelay(this::look, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (armed && System.nanoTime() - deadline >= 0) {
                cut = true;
                try {
                    connection.close();
                } catch (IOException e) {
                    LOG.debug("a slow connection was not closed well", e);
                }
            }
        }

        /** From now on the connection is closed after that time, unless disarmed. */
        void arm(Duration time) {
            deadline = System.nanoTime() + time.toNanos();
            armed = true;
        }

        void disarm() {
            armed = false;
        }

        /** Whether the connection was closed for being slow. */
        boolean cut() {
            return cut;
        }

        @Override
        public void close() {
            armed = false;
            looks.cancel(false);
        }
    }

    Watch watch(Closeable connection) {
        return new Watch(connection);
    }

    /** Connections are looked at no longer. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
