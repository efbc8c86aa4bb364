package org.vitrine.store.filesystem;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file past the page cache (O_DIRECT): whole blocks go from memory to the disk while the next one is filled,
 * and only what is left at the end goes the common way. The processors copy nothing for it, and the page cache keeps
 * what is read instead of what was written once (docs/adr/0009). For one thread.
 */
final class DirectWriter implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectWriter.class);

    private final Path path;
    private final FileChannel file;
    private final FileChannel direct;
    private final DirectBlocks blocks;
    private final DirectBlocks.Pair pair;
    private final DiskWork disk;
    /** What blocks go through; for the thread of the work in hand. */
    private FileChannel channel;

    private ByteBuffer filling;
    /** Where the block that is being filled will begin. */
    private long position;

    private DirectWriter(
            Path path,
            FileChannel file,
            FileChannel direct,
            DirectBlocks blocks,
            DirectBlocks.Pair pair,
            Executor executor) {
        this.path = path;
        this.file = file;
        this.direct = direct;
        this.blocks = blocks;
        this.pair = pair;
        disk = new DiskWork(executor);
        channel = direct;
        filling = pair.first().clear();
    }

    /**
     * Begins to write an empty file.
     *
     * @param path of the file
     * @param file the same, opened for writing; stays the caller's
     * @return absent where the file system knows no such thing, or when all blocks are in use
     */
    static Optional<DirectWriter> open(Path path, FileChannel file, DirectBlocks blocks, Executor executor) {
        Optional<DirectBlocks.Pair> pair = blocks.take();
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        FileChannel direct = null;
        try {
            direct = FileChannel.open(
                    path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} is written through the page cache", path, e);
        } finally {
            if (direct == null) {
                blocks.giveBack(pair.get());
            }
        }
        return Optional.ofNullable(direct)
                .map(opened -> new DirectWriter(path, file, opened, blocks, pair.get(), executor));
    }

    /** Adds all that is left in the buffer. */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), filling.remaining());
            filling.put(filling.position(), bytes, bytes.position(), count);
            filling.position(filling.position() + count);
            bytes.position(bytes.position() + count);
            if (!filling.hasRemaining()) {
                passOn();
            }
        }
    }

    private void passOn() throws IOException {
        disk.join();
        ByteBuffer full = filling.flip();
        long begin = position;
        disk.start(() -> {
            write(full, begin);
            return null;
        });
        position += full.capacity();
        filling = (full == pair.first() ? pair.second() : pair.first()).clear();
    }

    private void write(ByteBuffer block, long begin) throws IOException {
        try {
            writeAll(channel, block, begin);
        } catch (IOException e) {
            if (begin > 0) {
                throw e;
            }
            // Some file systems say only now that they cannot; and if it is the disk, it will say so again.
            LOG.debug("{} is written through the page cache after all", path, e);
            channel = file;
            writeAll(channel, block.rewind(), begin);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long begin) throws IOException {
        long at = begin;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Writes what is left. Not yet durable: that takes a sync of the file. */
    void finish() throws IOException {
        disk.join();
        writeAll(file, filling.flip(), position);
    }

    /** Ends it, whatever it was at. */
    @Override
    public void close() throws IOException {
        disk.settle();
        blocks.giveBack(pair);
        direct.close();
    }
}
