package org.vitrine.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
 * Bytes on their way into a store: read once from the source into a ring of reused buffers, hashed from there by lanes
 * beside the copy, and handed to the store as they are. A transfer needs {@value #CHUNKS} times {@value #CHUNK_BYTES}
 * bytes, whatever its length.
 *
 * <p>One thread, the store's, calls {@link #next()}; the lanes run on threads of their own. The slowest of them all sets
 * the pace: a chunk is filled again when every lane has taken it.
 */
final class Belt implements ByteSource, AutoCloseable {
    static final int CHUNK_BYTES = 256 << 10;
    static final int CHUNKS = 4;

    /** A buffer of the ring. */
    static final class Chunk {
        final byte[] bytes = new byte[CHUNK_BYTES];
        int length;
    }

    private final InputStream source;
    private final Limit limit;
    private final Consumer<ByteBuffer> inspector;
    private final Chunk[] ring = new Chunk[CHUNKS];
    private final List<Lane> lanes = new ArrayList<>();
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
    record Limit(long bytes, VitrineException exceeded) {}

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
            lanes.add(new Lane(this, algorithm));
        }
        lanes.forEach(threads::run);
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

    /** Bytes that came so far. Read by the thread that calls {@link #next()}. */
    long count() {
        return count;
    }

    /** The hashes by algorithm, in lower-case hex, once the source is at its end. Waits for the lanes. */
    synchronized Map<String, String> hashes() {
        if (!ended) {
            throw new VitrineException(ErrorKind.INTERNAL, "the store did not take all of the data");
        }
        awaitLanes();
        throwLaneFailure();
        Map<String, String> hashes = new LinkedHashMap<>();
        lanes.forEach(lane -> hashes.put(lane.algorithm(), lane.value()));
        return hashes;
    }

    /** Ends the lanes, whatever they were at. */
    @Override
    public synchronized void close() {
        aborted = true;
        ended = true;
        notifyAll();
        awaitLanes();
    }

    private synchronized Chunk freeChunk() {
        if (ended) {
            return null;
        }
        while (!allTookUpTo(filled - CHUNKS + 1)) {
            throwLaneFailure();
            pause();
        }
        throwLaneFailure();
        int index = (int) (filled % CHUNKS);
        if (ring[index] == null) {
            ring[index] = new Chunk();
        }
        return ring[index];
    }

    private boolean allTookUpTo(long number) {
        for (Lane lane : lanes) {
            if (lane.taken < number) {
                return false;
            }
        }
        return true;
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
        while (lane.taken == filled && !ended) {
            pause();
        }
        return aborted || lane.taken == filled ? null : ring[(int) (lane.taken % CHUNKS)];
    }

    synchronized void taken(Lane lane) {
        lane.taken++;
        notifyAll();
    }

    synchronized void ended(Lane lane, RuntimeException failure) {
        lane.ended = true;
        if (failure != null && laneFailure == null) {
            laneFailure = failure;
        }
        notifyAll();
    }

    private void awaitLanes() {
        boolean interrupted = false;
        for (Lane lane : lanes) {
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
            wait();
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
