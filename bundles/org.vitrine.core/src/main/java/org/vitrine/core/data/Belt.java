package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.ByteSource;

/**
 * Bytes on their way into stores: read once from the source into a ring of reused buffers, hashed, and handed to the
 * stores as they are. A transfer needs at most {@value #CHUNKS} times {@value #CHUNK_BYTES} bytes, whatever its length
 * and however many stores there are.
 *
 * <p>One thread calls {@link #next()}: that of the only store, or one that has nothing else to do while several stores
 * pull at lanes of their own. While processors are free, hashes have lanes too, beside the copy; else the thread that
 * reads computes them while it has the bytes at hand. All lanes run on threads of their own. The slowest of them all
 * sets the pace: a chunk is filled again when every lane has taken it. A store that takes nothing for too long is left
 * behind.
 */
public final class Belt implements ByteSource, AutoCloseable {
    static final int CHUNK_BYTES = 256 << 10;
    /** Of the chunks that one thread reads, hashes and hands on: they stay in its processor's cache. */
    static final int SMALL_CHUNK_BYTES = 64 << 10;

    /**
     * Enough for some milliseconds: where two lanes and the thread that reads share two processors, one that waits for its
     * turn keeps nobody else waiting.
     */
    static final int CHUNKS = 32;
    /** How long a store may take for one chunk before the others go on without it. Some finish a part in minutes. */
    static final Duration STALL = Duration.ofMinutes(10);

    /** A buffer of the ring. */
    static final class Chunk {
        final byte[] bytes;
        int length;

        Chunk(int size) {
            bytes = new byte[size];
        }
    }

    private final long stallNanos;
    private final InputStream source;
    private final Limit limit;
    private final Consumer<ByteBuffer> inspector;
    private final LaneThreads threads;
    private final List<HashLane> hashLanes = new ArrayList<>();
    /** Whether hashes are computed on threads of their own. */
    private final boolean beside;
    /** Added to before the first chunk only. */
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();

    /** A slot is set before its number is published in {@link #filled}. */
    private final Chunk[] ring = new Chunk[CHUNKS];
    /** Slots that a lane that was left behind may still be reading. For the thread that fills. */
    private final Set<Integer> given = new HashSet<>();

    /** Where the thread that fills waits until all lanes have taken {@link #resumeAt} chunks. */
    private final Waiter filler = new Waiter();

    private volatile long resumeAt;
    /** Chunks filled so far; written by the thread that fills. */
    private volatile long filled;

    private volatile boolean aborted;
    private volatile boolean ended;
    private volatile RuntimeException laneFailure;
    private long count;

    /**
     * A bound on the bytes of a transfer.
     *
     * @param bytes the most that may pass
     * @param exceeded what to throw when one more comes
     */
    public record Limit(long bytes, VitrineException exceeded) {}

    /**
     * Starts the lanes.
     *
     * @param source where the bytes come from; not closed
     * @param algorithms of the hashes
     * @param inspector sees every chunk once, on the thread that calls {@link #next()}, and must not keep it
     */
    Belt(InputStream source, Limit limit, Set<String> algorithms, Consumer<ByteBuffer> inspector, LaneThreads threads) {
        this(source, limit, algorithms, inspector, threads, STALL);
    }

    /** Leaves stores behind after another time. */
    Belt(
            InputStream source,
            Limit limit,
            Set<String> algorithms,
            Consumer<ByteBuffer> inspector,
            LaneThreads threads,
            Duration stall) {
        this.stallNanos = stall.toNanos();
        this.source = source;
        this.limit = limit;
        this.inspector = inspector;
        this.threads = threads;
        for (String algorithm : new LinkedHashSet<>(algorithms)) {
            hashLanes.add(new HashLane(this, algorithm));
        }
        beside = !hashLanes.isEmpty() && threads.enter();
        if (beside) {
            lanes.addAll(hashLanes);
            hashLanes.forEach(threads::run);
        }
    }

    /** A lane for one more store; before the first {@link #next()}. Whoever writes calls {@link #ended} in any case. */
    StoreLane open() {
        StoreLane lane = new StoreLane(this);
        lanes.add(lane);
        return lane;
    }

    @Override
    public ByteBuffer next() throws IOException {
        Chunk chunk = freeChunk();
        if (chunk == null) {
            return null;
        }
        fill(chunk);
        if (chunk.length == 0) {
            end();
            return null;
        }
        count += chunk.length;
        if (count > limit.bytes) {
            throw limit.exceeded;
        }
        if (!beside) {
            hashLanes.forEach(lane -> lane.update(chunk));
        }
        publish();
        ByteBuffer view = ByteBuffer.wrap(chunk.bytes, 0, chunk.length).asReadOnlyBuffer();
        inspector.accept(view.duplicate());
        return view;
    }

    /** Whether there is a store left to read for; true where none has a lane. */
    boolean wanted() {
        boolean any = false;
        for (Lane lane : lanes) {
            if (lane.dispensable() && !lane.ended()) {
                return true;
            }
            any |= lane.dispensable();
        }
        return !any;
    }

    /** Makes all lanes end before the data does. */
    void abort() {
        aborted = true;
        end();
    }

    /** Whether the source came to its end, and this lane has all of it. */
    boolean ranOut(StoreLane lane) {
        return ended && !aborted && !lane.ended() && lane.taken() == filled;
    }

    /** Bytes that came so far. Read by the thread that calls {@link #next()}. */
    long count() {
        return count;
    }

    /** The hashes by algorithm, in lower-case hex, once the source is at its end. Waits for the lanes. */
    Map<String, String> hashes() {
        if (!ended) {
            throw new VitrineException(ErrorKind.INTERNAL, "the store did not take all of the data");
        }
        awaitHashes();
        throwLaneFailure();
        Map<String, String> hashes = new LinkedHashMap<>();
        hashLanes.forEach(lane -> hashes.put(lane.algorithm(), lane.value()));
        return hashes;
    }

    /** Ends the lanes, whatever they were at; waits for those that hash. Once. */
    @Override
    public void close() {
        abort();
        awaitHashes();
        if (beside) {
            threads.leave();
        }
    }

    private Chunk freeChunk() {
        if (ended) {
            return null;
        }
        if (!allTook(filled - CHUNKS + 1)) {
            // Woken for every single chunk, the threads would spend their time on waking each other.
            awaitAll(filled - CHUNKS / 2);
        }
        throwLaneFailure();
        // Where nobody reads behind, one buffer that stays in the processor's cache is enough.
        int index = lanes.isEmpty() ? 0 : (int) (filled % CHUNKS);
        if (ring[index] == null || given.remove(index)) {
            ring[index] = new Chunk(beside ? CHUNK_BYTES : SMALL_CHUNK_BYTES);
        }
        return ring[index];
    }

    private void awaitAll(long number) {
        resumeAt = number;
        while (!allTook(number)) {
            throwLaneFailure();
            filler.await(() -> laneFailure != null || allTook(number));
            leaveBehind(number);
        }
    }

    private boolean allTook(long number) {
        for (Lane lane : lanes) {
            if (lane.taken() < number && !lane.gone()) {
                return false;
            }
        }
        return true;
    }

    /** Goes on without the stores that keep the others waiting and have not moved for too long. */
    private void leaveBehind(long number) {
        for (Lane lane : lanes) {
            boolean stuck = lane.taken() < number && !lane.hasMovedWithin(stallNanos);
            if (stuck && lane.dispensable() && !lane.ended()) {
                lane.end();
                // It may look at its chunk still, when it wakes up: nobody else gets that one. Once it is ended, it
                // takes no other, so look which it has only then.
                given.add((int) (lane.taken() % CHUNKS));
            }
        }
    }

    private void fill(Chunk chunk) throws IOException {
        int length = 0;
        while (length < chunk.bytes.length) {
            int read = source.read(chunk.bytes, length, chunk.bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        chunk.length = length;
    }

    private void publish() {
        filled = filled + 1;
        wakeLanes();
    }

    private void end() {
        ended = true;
        wakeLanes();
    }

    private void wakeLanes() {
        for (Lane lane : lanes) {
            lane.waiter().wake();
        }
    }

    /** The lane's next chunk; waits for it; null at the end. */
    Chunk take(Lane lane) {
        lane.move();
        long number = lane.taken();
        while (number == filled && !ended) {
            lane.waiter().await(() -> number != filled || ended);
            lane.move();
        }
        boolean over = aborted || number == filled || lane.gone();
        return over ? null : ring[(int) (number % CHUNKS)];
    }

    void taken(Lane lane) {
        if (lane.take() == resumeAt) {
            filler.wake();
        }
    }

    synchronized void ended(Lane lane, RuntimeException failure) {
        if (failure != null && laneFailure == null && !lane.dispensable()) {
            laneFailure = failure;
        }
        lane.end();
        filler.wake();
        notifyAll();
    }

    private synchronized void awaitHashes() {
        boolean interrupted = false;
        for (Lane lane : hashLanes) {
            while (beside && !lane.ended()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // The lanes still read the buffers: they end as soon as they look, so wait for that first.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwLaneFailure() {
        if (laneFailure != null) {
            throw new VitrineException(ErrorKind.INTERNAL, "a hash lane failed", laneFailure);
        }
    }
}
