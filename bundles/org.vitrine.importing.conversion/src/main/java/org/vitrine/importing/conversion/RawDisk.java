package org.vitrine.importing.conversion;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.vitrine.format.Qcow2Disk;
import org.vitrine.spi.importing.BlockStream;

/**
 * The disk in a qcow2 image as a stream, made on a thread of its own as far as it is wanted: at most {@value #PIECES} pieces
 * of 256 KiB lie ready. One thread reads; any may close.
 */
final class RawDisk extends BlockStream {
    private static final int PIECES = 8;
    private static final int PIECE = 256 * 1024;
    private static final int GLANCE_MILLIS = 100;
    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Piece END = new Piece(ByteBuffer.allocate(0), false);

    /** The last one holds nothing. */
    private record Piece(ByteBuffer bytes, boolean reusable) {}

    private final FileChannel image;
    private final Qcow2Disk disk;
    private final BlockingQueue<Piece> ready = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(PIECES);
    private final Thread producer =
            new Thread(this::produce, "vitrine-importing-conversion-" + COUNTER.incrementAndGet());
    private Throwable failure;
    private Piece current;
    private boolean started;
    private volatile boolean closed;

    /**
     * @param image is closed with this
     */
    RawDisk(FileChannel image, Qcow2Disk disk) {
        this.image = image;
        this.disk = disk;
        producer.setDaemon(true);
        for (int i = 0; i < PIECES; i++) {
            free.add(ByteBuffer.allocate(PIECE));
        }
    }

    private void produce() {
        try {
            try (var target = new Target()) {
                disk.copyTo(target, done -> {});
                target.flush();
            } catch (IOException | RuntimeException | Error e) {
                failure = e; // told to the reader, in its turn
            }
            ready.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody reads any longer
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.bytes.remaining());
        current.bytes.get(target, offset, count);
        if (!current.bytes.hasRemaining() && current.reusable) {
            free.add(current.bytes.clear());
            current = null;
        }
        return count;
    }

    /** False at the end. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        start();
        if (current != null && current.bytes.hasRemaining()) {
            return true;
        }
        if (current != END) {
            current = next();
        }
        if (current == END && failure != null) {
            throw told();
        }
        return current != END;
    }

    /** Not after it was closed: nobody would end it. */
    private synchronized void start() {
        if (!started && !closed) {
            started = true;
            producer.start();
        }
    }

    private synchronized void end() {
        closed = true;
        producer.interrupt();
    }

    /** Looks up now and then, as whoever closes this from elsewhere leaves nothing to take. */
    private Piece next() throws IOException {
        try {
            Piece next = null;
            while (next == null) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                next = ready.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return next;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IOException told() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return failure instanceof IOException e ? e : new IOException("the disk could not be read", failure);
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("interrupted while a disk was read");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Ends the thread, and returns when it has ended. */
    @Override
    public void close() throws IOException {
        end();
        try {
            producer.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            image.close();
        }
    }

    /** Takes what is written in order; what is skipped is zeros. */
    private final class Target implements SeekableByteChannel {
        private final ByteBuffer zeros = ByteBuffer.allocate(PIECE).asReadOnlyBuffer();
        private ByteBuffer filling;
        private long end;
        private long position;

        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = source.remaining();
            skipTo(position);
            while (source.hasRemaining()) {
                if (filling == null) {
                    filling = take();
                }
                int part = Math.min(source.remaining(), filling.remaining());
                filling.put(source.slice(source.position(), part));
                source.position(source.position() + part);
                if (!filling.hasRemaining()) {
                    flush();
                }
            }
            position += count;
            end = position;
            return count;
        }

        private void skipTo(long wanted) throws IOException {
            if (wanted < end) {
                throw new IOException("disks are written from start to end");
            }
            while (end < wanted) {
                int part = (int) Math.min(PIECE, wanted - end);
                if (filling == null && part == PIECE) {
                    hand(new Piece(zeros.duplicate(), false));
                } else {
                    part = fillWithZeros(part);
                }
                end += part;
            }
        }

        private int fillWithZeros(int most) throws IOException {
            if (filling == null) {
                filling = take();
            }
            int part = Math.min(most, filling.remaining());
            filling.put(zeros.slice(0, part));
            if (!filling.hasRemaining()) {
                flush();
            }
            return part;
        }

        /** Hands over what is there. */
        void flush() throws IOException {
            if (filling != null) {
                hand(new Piece(filling.flip(), true));
                filling = null;
            }
        }

        private void hand(Piece piece) throws IOException {
            try {
                ready.put(piece);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private ByteBuffer take() throws IOException {
            try {
                return free.take();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long wanted) {
            position = wanted;
            return this;
        }

        @Override
        public long size() {
            return end;
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException("only written");
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException("only written");
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {}
    }
}
