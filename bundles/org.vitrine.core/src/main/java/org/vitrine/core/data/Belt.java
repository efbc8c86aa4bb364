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
import java.util.function.Consumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.ByteSource;

/**
 * Bytes on their way into stores: read once from the source into a ring of reused buffers, hashed from there by lanes
 * beside the copy, and handed to the stores as they are. A transfer needs {@value #CHUNKS} times {@value #CHUNK_BYTES}
 * bytes, whatever its length and however many stores there are.
 *
 * <p>One thread calls {@link #next()}: that of the only store, or one that has nothing else to do while several stores
 * pull at lanes of their own. All lanes run on threads of their own. The slowest of them all sets the pace: a chunk is
 * filled again when every lane has taken it. A store that takes nothing for too long is left behind.
 */
public final class Belt implements ByteSource, AutoCloseable {
    static final int CHUNK_BYTES = 256 << 10;
    static final int CHUNKS = 4;
    /** How long a store may take for one chunk before the others go on without it. Some finish a part in minutes. */
    static final Duration STALL = Duration.ofMinutes(10);

    private static final long LOOK_MILLIS = 1000;

    /** A buffer of the ring. */
    static final class Chunk {
        final byte[] bytes = new byte[CHUNK_BYTES];
        int length;
    }

    private final InputStream source;
    private final Limit limit;
    private final Consumer<ByteBuffer> inspector;
    private final Chunk[] ring = new Chunk[CHUNKS];
    private final List<HashLane> hashLanes = new ArrayList<>();
    /** Guarded by this, as all lanes of it are. */
    private final List<Lane> lanes = new ArrayList<>();
    /** Chunks of the ring that a lane that was left behind may still be reading. */
    private final Set<Integer> given = new HashSet<>();
    /** Chunks filled so far; guarded by this. */
    private long filled;

    private boolean ended;
    private boolean aborted;
    private RuntimeException laneFailure;
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
     * @param algorithms one lane for each
     * @param inspector sees every chunk once, on the thread that calls {@link #next()}, and must not keep it
     */
    Belt(InputStream source, Limit limit, Set<String> algorithms, Consumer<ByteBuffer> inspector, LaneThreads threads) {
        this.source = source;
        this.limit = limit;
        this.inspector = inspector;
        for (String algorithm : new LinkedHashSet<>(algorithms)) {
            hashLanes.add(new HashLane(this, algorithm));
        }
        lanes.addAll(hashLanes);
        hashLanes.forEach(threads::run);
    }

    /** A lane for one more store; before the first {@link #next()}. Whoever writes calls {@link #ended} in any case. */
    synchronized StoreLane open() {
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
        publish();
        ByteBuffer view = ByteBuffer.wrap(chunk.bytes, 0, chunk.length).asReadOnlyBuffer();
        inspector.accept(view.duplicate());
        return view;
    }

    /** Whether there is a store left to read for; true where none has a lane. */
    synchronized boolean wanted() {
        List<Lane> stores = lanes.stream().filter(Lane::dispensable).toList();
        return stores.isEmpty() || stores.stream().anyMatch(lane -> !lane.ended);
    }

    /** Makes all lanes end before the data does. */
    synchronized void abort() {
        aborted = true;
        ended = true;
        notifyAll();
    }

    /** Whether the source came to its end, and this lane has all of it. */
    synchronized boolean ranOut(StoreLane lane) {
        return ended && !aborted && !lane.ended && lane.taken == filled;
    }

    /** Bytes that came so far. Read by the thread that calls {@link #next()}. */
    long count() {
        return count;
    }

    /** The hashes by algorithm, in lower-case hex, once the source is at its end. Waits for the lanes. */
    synchronized Map<String, String> hashes() {
        if (!ended) {
            throw new VitrineException(ErrorKind.INTERNAL, "the store did not take all of the data");
        }
        awaitHashes();
        throwLaneFailure();
        Map<String, String> hashes = new LinkedHashMap<>();
        hashLanes.forEach(lane -> hashes.put(lane.algorithm(), lane.value()));
        return hashes;
    }

    /** Ends the lanes, whatever they were at; waits for those that hash. */
    @Override
    public synchronized void close() {
        abort();
        awaitHashes();
    }

    private synchronized Chunk freeChunk() {
        if (ended) {
            return null;
        }
        while (!allTookUpTo(filled - CHUNKS + 1)) {
            throwLaneFailure();
            pause();
            leaveBehind(filled - CHUNKS + 1);
        }
        throwLaneFailure();
        int index = (int) (filled % CHUNKS);
        if (ring[index] == null || given.remove(index)) {
            ring[index] = new Chunk();
        }
        return ring[index];
    }

    private boolean allTookUpTo(long number) {
        for (Lane lane : lanes) {
            if (lane.taken < number && !(lane.ended && lane.dispensable())) {
                return false;
            }
        }
        return true;
    }

    /** Goes on without the stores that keep the others waiting and have not moved for too long. */
    private void leaveBehind(long number) {
        long now = System.nanoTime();
        for (Lane lane : lanes) {
            boolean stuck = lane.taken < number && now - lane.movedAt > STALL.toNanos();
            if (stuck && lane.dispensable() && !lane.ended) {
                leaveBehind(lane);
            }
        }
    }

    private void leaveBehind(Lane lane) {
        lane.ended = true;
        // It may look at its chunk still, when it wakes up: nobody else gets that one.
        given.add((int) (lane.taken % CHUNKS));
        notifyAll();
    }

    private void fill(Chunk chunk) throws IOException {
        int length = 0;
        while (length < CHUNK_BYTES) {
            int read = source.read(chunk.bytes, length, CHUNK_BYTES - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        chunk.length = length;
    }

    private synchronized void publish() {
        filled++;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The lane's next chunk; waits for it; null at the end. */
    synchronized Chunk take(Lane lane) {
        lane.movedAt = System.nanoTime();
        while (lane.taken == filled && !ended) {
            pause();
            lane.movedAt = System.nanoTime();
        }
        boolean over = aborted || lane.taken == filled || (lane.ended && lane.dispensable());
        return over ? null : ring[(int) (lane.taken % CHUNKS)];
    }

    synchronized void taken(Lane lane) {
        lane.taken++;
        lane.movedAt = System.nanoTime();
        notifyAll();
    }

    synchronized void ended(Lane lane, RuntimeException failure) {
        lane.ended = true;
        if (failure != null && laneFailure == null && !lane.dispensable()) {
            laneFailure = failure;
        }
        notifyAll();
    }

    private void awaitHashes() {
        boolean interrupted = false;
        for (Lane lane : hashLanes) {
            while (!lane.ended) {
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

    private void pause() {
        try {
            wait(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The transfer was interrupted.", e);
        }
    }

    private void throwLaneFailure() {
        if (laneFailure != null) {
            throw new VitrineException(ErrorKind.INTERNAL, "a hash lane failed", laneFailure);
        }
    }
}
