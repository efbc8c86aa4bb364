package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/**
 * Data on its way into several stores at once: read a single time, and ready when the slowest store is. Each store ends on
 * its own, well or not; whether the others then go on, the observer says. For one thread.
 */
public final class FanOut {
    private static final long LOOK_SECONDS = 1;

    private final LaneThreads threads;

    /** Runs its lanes there. */
    public FanOut(LaneThreads threads) {
        this.threads = threads;
    }

    /**
     * One store and what to write into it.
     *
     * @param storeId what operators call it
     * @param store leased by the caller until {@link #run} returns
     * @param name of the data there
     * @param hints what is known beforehand
     */
    public record Target(String storeId, Store store, BlobName name, WriteHints hints) {}

    /**
     * The data.
     *
     * @param bytes not closed
     * @param size what must come, if it is known
     * @param limit the most that may come
     * @param algorithms of the hashes
     * @param inspector sees every chunk and may refuse the data
     */
    public record Data(
            InputStream bytes,
            OptionalLong size,
            Belt.Limit limit,
            Set<String> algorithms,
            Consumer<ByteBuffer> inspector) {}

    /** Told of everything on the thread of {@link #run}. What it throws ends the transfer. */
    public interface Observer {
        /** So many bytes have been read; asked after every chunk, and about once a second while stores are slow. */
        void moved(long bytes);

        /** The data was read to its end, before the first {@link #stored}. */
        void complete(long bytes, Map<String, String> hashes);

        /** A store has all of it. */
        void stored(Target target, StoredBlob blob);

        /** A store failed, and nothing of the data is there; or, of kind {@code TIMEOUT}, it hangs and nobody knows. */
        void failed(Target target, RuntimeException reason);
    }

    private record Outcome(Target target, StoredBlob blob, RuntimeException failure) {}

    /**
     * Writes the data into all targets. When this returns, each target was reported once; when it throws, all writing has
     * ended too, and targets that were not reported may have the data.
     */
    public void run(Data data, List<Target> targets, Observer observer) {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        List<Writer> writers = new ArrayList<>();
        try (Belt belt = new Belt(data.bytes, data.limit, data.algorithms, data.inspector, threads)) {
            for (Target target : targets) {
                writers.add(new Writer(belt, belt.open(), target, outcomes));
            }
            writers.forEach(threads::run);
            try {
                Set<Target> left = new LinkedHashSet<>(targets);
                pump(belt, data, outcomes, left, observer);
                settle(belt, outcomes, left, observer);
            } finally {
                belt.abort();
                writers.forEach(Writer::await);
            }
        }
    }

    /** Reads all there is, as long as a store wants it; tells of those that end meanwhile. */
    private static void pump(
            Belt belt, Data data, BlockingQueue<Outcome> outcomes, Set<Target> left, Observer observer) {
        boolean whole = false;
        try {
            while (belt.wanted()) {
                if (belt.next() == null) {
                    whole = true;
                    break;
                }
                observer.moved(belt.count());
                for (Outcome early = outcomes.poll(); early != null; early = outcomes.poll()) {
                    left.remove(early.target);
                    report(early, observer);
                }
            }
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The data could not be read to its end.", e);
        }
        // A store may have stored all there is by now, and want nothing more.
        if (whole) {
            long bytes = belt.count();
            if (data.size.isPresent() && data.size.getAsLong() != bytes) {
                throw new VitrineException(
                        ErrorKind.INVALID,
                        "The data has " + bytes + " bytes instead of " + data.size.getAsLong() + " as announced.");
            }
            observer.complete(bytes, belt.hashes());
        }
    }

    private static void report(Outcome outcome, Observer observer) {
        if (outcome.failure == null) {
            observer.stored(outcome.target, outcome.blob);
        } else {
            observer.failed(outcome.target, outcome.failure);
        }
    }

    private static void settle(Belt belt, BlockingQueue<Outcome> outcomes, Set<Target> left, Observer observer) {
        long begin = System.nanoTime();
        while (!left.isEmpty()) {
            Outcome outcome = poll(outcomes);
            if (outcome != null) {
                begin = System.nanoTime();
                left.remove(outcome.target);
                report(outcome, observer);
            } else if (System.nanoTime() - begin > Belt.STALL.toNanos()) {
                left.forEach(target -> observer.failed(
                        target,
                        new VitrineException(ErrorKind.TIMEOUT, "The store did not finish its write in time.")));
                return;
            } else {
                observer.moved(belt.count());
            }
        }
    }

    private static Outcome poll(BlockingQueue<Outcome> outcomes) {
        try {
            return outcomes.poll(LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The transfer was interrupted.", e);
        }
    }

    /** One store at work. */
    private static final class Writer implements Runnable {
        private static final long LONGEST_END_SECONDS = 60;

        private final Belt belt;
        private final StoreLane lane;
        private final Target target;
        private final BlockingQueue<Outcome> outcomes;
        private boolean over;
        private Thread thread;

        Writer(Belt belt, StoreLane lane, Target target, BlockingQueue<Outcome> outcomes) {
            this.belt = belt;
            this.lane = lane;
            this.target = target;
            this.outcomes = outcomes;
        }

        @Override
        public void run() {
            synchronized (this) {
                thread = Thread.currentThread();
            }
            Outcome outcome = null;
            try {
                outcome = new Outcome(target, write(), null);
            } catch (RuntimeException e) {
                outcome = new Outcome(target, null, e);
            } finally {
                belt.ended(lane, null);
                if (outcome != null) {
                    outcomes.add(outcome);
                }
                end();
            }
        }

        private StoredBlob write() {
            StoredBlob blob = target.store().write(target.name(), lane, target.hints());
            if (!lane.atEnd()) {
                throw new VitrineException(ErrorKind.INTERNAL, "the store did not take all of the data");
            }
            return blob;
        }

        private synchronized void end() {
            thread = null;
            over = true;
            notifyAll();
        }

        /** Waits until the store has ended; one that hangs is interrupted, and then left to itself. */
        synchronized void await() {
            boolean interrupted = Thread.interrupted();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
            while (!over && System.nanoTime() < deadline) {
                try {
                    wait(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS) / 2);
                    if (!over && thread != null) {
                        thread.interrupt();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (thread != null) {
                        thread.interrupt();
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
