package org.vitrine.spi.testkit.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/**
 * A store that keeps everything in memory: for tests, and small data. Its locations read {@code memory://ID/NAME}. It
 * counts the channels that nobody closed, and can be built without one ability or another.
 */
public final class MemoryStore implements Store {
    /** The scheme of its locations. */
    public static final String SCHEME = "memory";

    private final StoreDescription description;
    private final Drain drain = new Drain();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger openChannels = new AtomicInteger();

    /**
     * A store that can write, delete and read from any offset, of weight 0.
     *
     * @param id what clients call it
     */
    public MemoryStore(String id) {
        this(id, 0, EnumSet.of(Capability.WRITE, Capability.DELETE, Capability.RANDOM_ACCESS));
    }

    /**
     * @param id what clients call it
     * @param weight higher is tried first
     * @param capabilities all that it can do
     */
    public MemoryStore(String id, int weight, Set<Capability> capabilities) {
        description = new StoreDescription(
                id, SCHEME, Optional.of("in memory"), weight, Set.of(SCHEME), capabilities, Map.of("volatile", true));
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        require(Capability.WRITE, ErrorKind.STORE_DISABLED);
        refuseSecond(blobs.get(name.value()));
        byte[] bytes = drained(source);
        refuseSecond(blobs.putIfAbsent(name.value(), bytes));
        return new StoredBlob(location(name), bytes.length);
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        if (range.offset() > 0 || range.length() < Long.MAX_VALUE) {
            require(Capability.RANDOM_ACCESS, ErrorKind.STORE_UNSUPPORTED);
        }
        byte[] bytes = find(location);
        int from = (int) Math.min(range.offset(), bytes.length);
        int count = (int) Math.min(range.length(), bytes.length - from);
        return new Channel(ByteBuffer.wrap(bytes, from, count).asReadOnlyBuffer());
    }

    @Override
    public long size(BlobLocation location) {
        return find(location).length;
    }

    @Override
    public void delete(BlobLocation location) {
        require(Capability.DELETE, ErrorKind.STORE_UNSUPPORTED);
        find(location);
        if (blobs.remove(nameIn(location)) == null) {
            throw absent();
        }
    }

    @Override
    public void discard(BlobName name) {
        blobs.remove(name.value());
    }

    @Override
    public boolean owns(String url) {
        return url.startsWith(prefix());
    }

    /** Where data of that name lies, or would lie. */
    public BlobLocation location(BlobName name) {
        return new BlobLocation(prefix() + name, Map.of());
    }

    /**
     * Puts data into the store past its write method, replacing what was there, whatever the store can do.
     *
     * @param bytes not copied
     * @return where it lies
     */
    public BlobLocation put(BlobName name, byte[] bytes) {
        blobs.put(name.value(), bytes);
        return location(name);
    }

    /** The names of all data, at this moment. */
    public Set<String> names() {
        return Set.copyOf(blobs.keySet());
    }

    /** The data of that name; absent where there is none. Not a copy. */
    public Optional<byte[]> bytes(BlobName name) {
        return Optional.ofNullable(blobs.get(name.value()));
    }

    /** How many channels were opened and not closed yet. */
    public int openChannels() {
        return openChannels.get();
    }

    private static byte[] drained(ByteSource source) {
        var all = new ByteArrayOutputStream();
        try {
            for (ByteBuffer chunk = source.next(); chunk != null; chunk = source.next()) {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                all.write(bytes, 0, bytes.length);
            }
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "the data broke off", e);
        }
        return all.toByteArray();
    }

    private void require(Capability capability, ErrorKind otherwise) {
        if (!description.can(capability)) {
            throw new VitrineException(otherwise, "store " + description.id() + " is not able to: " + capability);
        }
    }

    private static void refuseSecond(byte[] present) {
        if (present != null) {
            throw new VitrineException(ErrorKind.CONFLICT, "there is data of that name already");
        }
    }

    private byte[] find(BlobLocation location) {
        if (!owns(location.url())) {
            throw absent();
        }
        byte[] bytes = blobs.get(nameIn(location));
        if (bytes == null) {
            throw absent();
        }
        return bytes;
    }

    private String nameIn(BlobLocation location) {
        return location.url().substring(prefix().length());
    }

    private String prefix() {
        return SCHEME + "://" + description.id() + "/";
    }

    private VitrineException absent() {
        return new VitrineException(ErrorKind.NOT_FOUND, "there is no such data in store " + description.id());
    }

    private final class Channel implements ReadableByteChannel {
        private final ByteBuffer rest;
        private boolean open = true;

        Channel(ByteBuffer rest) {
            this.rest = rest;
            openChannels.incrementAndGet();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!open) {
                throw new ClosedChannelException();
            }
            if (!rest.hasRemaining()) {
                return -1;
            }
            int count = Math.min(rest.remaining(), target.remaining());
            target.put(rest.slice(rest.position(), count));
            rest.position(rest.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                openChannels.decrementAndGet();
            }
        }
    }
}
