package org.vitrine.spi.testkit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/**
 * A store around another one that fails where it is told to, once or each time, until {@link #heal()}. Nothing fails
 * unless asked to. Safe for many threads.
 */
public final class FailingStore implements Store {
    private record Fault(ErrorKind kind, long afterBytes) {
        VitrineException exception() {
            return new VitrineException(kind, "the store fails as it was told to");
        }
    }

    private final Store inner;
    private final AtomicReference<Fault> onWrite = new AtomicReference<>();
    private final AtomicReference<Fault> onOpen = new AtomicReference<>();
    private final AtomicReference<Fault> onRead = new AtomicReference<>();
    private final AtomicReference<Fault> onSize = new AtomicReference<>();
    private final AtomicReference<Fault> onDelete = new AtomicReference<>();
    private final AtomicReference<Fault> onDiscard = new AtomicReference<>();
    private final AtomicReference<Consumer<WriteHints>> beforeWrite = new AtomicReference<>();
    private final AtomicReference<Runnable> beforeDiscard = new AtomicReference<>();

    /** @param inner does what does not fail */
    public FailingStore(Store inner) {
        this.inner = inner;
    }

    /** From now on writes fail once the store took so many bytes; 0 fails before the first. Returns this store. */
    public FailingStore failWrite(ErrorKind kind, long afterBytes) {
        onWrite.set(new Fault(kind, afterBytes));
        return this;
    }

    /** From now on nothing can be opened. Returns this store. */
    public FailingStore failOpen(ErrorKind kind) {
        onOpen.set(new Fault(kind, 0));
        return this;
    }

    /** From now on channels break, with an {@link IOException}, after so many bytes of each. Returns this store. */
    public FailingStore failRead(long afterBytes) {
        onRead.set(new Fault(ErrorKind.UNAVAILABLE, afterBytes));
        return this;
    }

    /** From now on nobody is told a size. Returns this store. */
    public FailingStore failSize(ErrorKind kind) {
        onSize.set(new Fault(kind, 0));
        return this;
    }

    /** From now on nothing can be deleted. Returns this store. */
    public FailingStore failDelete(ErrorKind kind) {
        onDelete.set(new Fault(kind, 0));
        return this;
    }

    /** From now on this is told of the hints of each write, on its thread. Returns this store. */
    public FailingStore beforeWrite(Consumer<WriteHints> work) {
        beforeWrite.set(work);
        return this;
    }

    /** Runs this before each discard, on its thread. Returns this store. */
    public FailingStore beforeDiscard(Runnable work) {
        beforeDiscard.set(work);
        return this;
    }

    /** From now on nothing can be discarded. Returns this store. */
    public FailingStore failDiscard(ErrorKind kind) {
        onDiscard.set(new Fault(kind, 0));
        return this;
    }

    /** Ends all failures, and what was to run. Returns this store. */
    public FailingStore heal() {
        for (var fault : new AtomicReference<?>[] {
            onWrite, onOpen, onRead, onSize, onDelete, onDiscard, beforeWrite, beforeDiscard
        }) {
            fault.set(null);
        }
        return this;
    }

    @Override
    public StoreDescription describe() {
        return inner.describe();
    }

    @Override
    public Drain drain() {
        return inner.drain();
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        Consumer<WriteHints> work = beforeWrite.get();
        if (work != null) {
            work.accept(hints);
        }
        Fault fault = onWrite.get();
        return inner.write(name, fault == null ? source : new BreakingSource(source, fault), hints);
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        fail(onOpen);
        Fault fault = onRead.get();
        ReadableByteChannel channel = inner.open(location, range);
        return fault == null ? channel : new BreakingChannel(channel, fault);
    }

    @Override
    public long size(BlobLocation location) {
        fail(onSize);
        return inner.size(location);
    }

    @Override
    public void delete(BlobLocation location) {
        fail(onDelete);
        inner.delete(location);
    }

    @Override
    public void discard(BlobName name) {
        Runnable work = beforeDiscard.get();
        if (work != null) {
            work.run();
        }
        fail(onDiscard);
        inner.discard(name);
    }

    @Override
    public boolean owns(String url) {
        return inner.owns(url);
    }

    private static void fail(AtomicReference<Fault> where) {
        Fault fault = where.get();
        if (fault != null) {
            throw fault.exception();
        }
    }

    /** Seen from the inner store the source fails, so it cleans up; seen from outside the store did. */
    private static final class BreakingSource implements ByteSource {
        private final ByteSource inner;
        private final Fault fault;
        private long taken;

        BreakingSource(ByteSource inner, Fault fault) {
            this.inner = inner;
            this.fault = fault;
        }

        @Override
        public ByteBuffer next() throws IOException {
            if (taken >= fault.afterBytes()) {
                throw fault.exception();
            }
            ByteBuffer chunk = inner.next();
            taken += chunk == null ? 0 : chunk.remaining();
            return chunk;
        }
    }

    private static final class BreakingChannel implements ReadableByteChannel {
        private final ReadableByteChannel inner;
        private long left;

        BreakingChannel(ReadableByteChannel inner, Fault fault) {
            this.inner = inner;
            left = fault.afterBytes();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (left == 0) {
                throw new IOException("the store broke off as it was told to");
            }
            int limit = target.limit();
            target.limit(target.position() + (int) Math.min(target.remaining(), left));
            int count;
            try {
                count = inner.read(target);
            } finally {
                target.limit(limit);
            }
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
