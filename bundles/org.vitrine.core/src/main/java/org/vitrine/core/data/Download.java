package org.vitrine.core.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;

/**
 * Image data on its way to a client. When a location fails midway, the download goes on from the next one at the same
 * offset. For one thread; close it in any case.
 */
public final class Download implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final int SKIP_BYTES = 64 << 10;

    private final RequestContext context;
    private final Image image;
    private final StoreRegistry stores;
    private final Deque<ImageLocation> untried;
    private final RequestedRange range;
    private final long size;
    private Lease<Store> lease;
    private ReadableByteChannel channel;
    private long sent;

    Download(
            RequestContext context,
            Image image,
            StoreRegistry stores,
            List<ImageLocation> locations,
            RequestedRange range,
            long size) {
        this.context = context;
        this.image = image;
        this.stores = stores;
        this.untried = new ArrayDeque<>(locations);
        this.range = range;
        this.size = size;
    }

    /** The image. */
    public Image image() {
        return image;
    }

    /** Whether there is no data at all: 204 (DL-2). */
    public boolean empty() {
        return channel == null;
    }

    /** The first byte that is sent. */
    public long offset() {
        return range.offset();
    }

    /** How many bytes are sent. */
    public long length() {
        return range.length();
    }

    /** How many bytes the image has. */
    public long size() {
        return size;
    }

    /** Whether the client asked for a part: 206 (DL-6). */
    public boolean partial() {
        return range.partial();
    }

    /**
     * Reads more bytes into the buffer, a direct one best; -1 after {@link #length()} bytes. Never fewer than promised:
     * data that ends too early, and a store that fails when there is no further location, throw.
     */
    public int read(ByteBuffer target) {
        long left = range.length() - sent;
        if (left == 0) {
            return -1;
        }
        int limit = target.limit();
        if (target.remaining() > left) {
            target.limit(target.position() + (int) left);
        }
        try {
            int read = readOrFailOver(target);
            sent += read;
            return read;
        } finally {
            target.limit(limit);
        }
    }

    private int readOrFailOver(ByteBuffer target) {
        while (true) {
            try {
                int read = channel.read(target);
                if (read > 0) {
                    return read;
                }
                failOver(new VitrineException(ErrorKind.UNAVAILABLE, "The image data ends too early."));
            } catch (IOException e) {
                failOver(new VitrineException(ErrorKind.UNAVAILABLE, "The image data cannot be read on.", e));
            } catch (VitrineException e) {
                failOver(e);
            }
        }
    }

    private void failOver(VitrineException failure) {
        close();
        if (!openNext(failure)) {
            throw failure;
        }
        LOG.warn(
                "image {}: a location failed at byte {}; going on from another",
                image.id(),
                range.offset() + sent,
                failure);
    }

    /** Opens the first location that answers; nothing there at all leaves the download empty (DL-11). */
    void open() {
        VitrineException none = new VitrineException(ErrorKind.NOT_FOUND, "The image has no data.");
        openNext(none);
    }

    private boolean openNext(VitrineException before) {
        VitrineException last = before;
        while (!untried.isEmpty()) {
            try {
                open(untried.poll());
                return true;
            } catch (VitrineException e) {
                unreadable(e);
                last = e;
            }
        }
        if (last != before && last.kind() != ErrorKind.NOT_FOUND) {
            throw last;
        }
        return false;
    }

    /** Data that is not there says all by that; it may be because the image was deleted a moment ago. */
    private void unreadable(VitrineException reason) {
        if (reason.kind() == ErrorKind.NOT_FOUND) {
            LOG.warn("image {}: a location cannot be read: {}", image.id(), reason.getMessage());
        } else {
            LOG.warn("image {}: a location cannot be read", image.id(), reason);
        }
    }

    private void open(ImageLocation location) {
        String store = stores.storeOf(location)
                .orElseThrow(() -> new VitrineException(ErrorKind.UNAVAILABLE, "No store reads the image's data now."));
        Lease<Store> opened = stores.lease(store);
        try {
            channel = open(opened.get().actingFor(context), new BlobLocation(location.url(), location.metadata()));
            lease = opened;
        } finally {
            if (lease != opened) {
                opened.close();
            }
        }
    }

    private ReadableByteChannel open(Store store, BlobLocation location) {
        long from = range.offset() + sent;
        long count = range.length() - sent;
        if (count == size) {
            return store.open(location, ByteRange.ALL);
        }
        if (store.describe().can(Capability.RANDOM_ACCESS)) {
            return store.open(location, new ByteRange(from, count));
        }
        ReadableByteChannel all = store.open(location, ByteRange.ALL);
        try {
            skip(all, from);
            return all;
        } catch (IOException e) {
            closeQuietly(all);
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The image data cannot be read on.", e);
        }
    }

    /** What a store cannot do itself: it reads from the beginning and drops what nobody asked for. */
    private static void skip(ReadableByteChannel source, long count) throws IOException {
        ByteBuffer dropped = ByteBuffer.allocate((int) Math.min(count, SKIP_BYTES));
        long left = count;
        while (left > 0) {
            dropped.clear().limit((int) Math.min(left, dropped.capacity()));
            int read = source.read(dropped);
            if (read < 0) {
                throw new EOFException("the data ends before the range");
            }
            left -= read;
        }
    }

    private void closeQuietly(ReadableByteChannel source) {
        try {
            source.close();
        } catch (IOException e) {
            LOG.debug("image {}: closing its data", image.id(), e);
        }
    }

    /** Drops what was not read; nothing of it is fetched. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try (Lease<Store> ended = lease) {
            closeQuietly(channel);
        } finally {
            channel = null;
            lease = null;
        }
    }
}
