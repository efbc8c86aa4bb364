package org.vitrine.store.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.WriteHints;

/**
 * A hidden file that becomes an image's file once it is whole, or vanishes when it is closed before. It lies in the
 * directory of its final place, so that one sync of that directory makes both its new name durable and the loss of the
 * old one. For one thread.
 */
final class UnfinishedFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFile.class);
    private static final String SUFFIX = ".part";
    /**
     * What one system call writes. Of larger ones the copies, Java's and the kernel's, go past the processor's first cache,
     * and the kernel takes larger pieces of memory, which a hypervisor has to provide anew.
     */
    private static final int WRITE_BYTES = 32 << 10;

    private final Path target;
    private final Path hidden;
    private final FileChannel file;
    private final FileOptions options;
    private final Writeback writeback;
    private final Optional<DirectWriter> direct;
    private final ByteBuffer zeros;
    private long position;
    private boolean finished;

    private UnfinishedFile(Path target, Path hidden, WriteHints hints, FileOptions options) throws IOException {
        this.target = target;
        this.hidden = hidden;
        this.options = options;
        file = FileChannel.open(
                hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        writeback = new Writeback(file, options.executor());
        zeros = ByteBuffer.allocate(options.thin() ? options.piece() : 0);
        direct = options.direct(hints).flatMap(this::directly);
    }

    private Optional<DirectWriter> directly(DirectBlocks blocks) {
        return DirectWriter.open(hidden, file, blocks, options.executor());
    }

    /**
     * Begins a file that shall have that name in that directory.
     *
     * @param hints what is known of what will come
     */
    static UnfinishedFile create(Path directory, BlobName name, WriteHints hints, FileOptions options)
            throws IOException {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new UnfinishedFile(
                directory.resolve(name.value()), directory.resolve(prefix(name) + random + SUFFIX), hints, options);
    }

    /** The hidden files of that name in that directory. Looks at each file there, so it is for repairs alone. */
    static List<Path> leftBehind(Path directory, BlobName name) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, path -> isOf(name, path))) {
            files.forEach(left::add);
        }
        return left;
    }

    private static boolean isOf(BlobName name, Path path) {
        String file = path.getFileName().toString();
        return file.startsWith(prefix(name)) && file.endsWith(SUFFIX);
    }

    private static String prefix(BlobName name) {
        return "." + name + ".";
    }

    /** How many bytes it has. */
    long size() {
        return position;
    }

    /** Adds all that is left in the buffer. */
    void append(ByteBuffer bytes) throws IOException {
        if (options.thin()) {
            appendThin(bytes);
        } else if (direct.isPresent()) {
            position += bytes.remaining();
            direct.get().append(bytes);
        } else {
            writeAll(bytes);
        }
    }

    /** Leaves out pieces of zeros: the file gets holes there (STORE-FILE-18). */
    private void appendThin(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), zeros.capacity());
            ByteBuffer piece = bytes.slice(bytes.position(), count);
            bytes.position(bytes.position() + count);
            if (piece.equals(zeros.clear().limit(count))) {
                position += count;
            } else {
                writeAll(piece);
            }
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        int count = bytes.remaining();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + WRITE_BYTES));
            position += file.write(bytes, position);
        }
        if (options.fsync()) {
            writeback.wrote(count);
        }
    }

    /**
     * Gives it its name.
     *
     * @throws FileAlreadyExistsException when there is a file of that name; nothing is replaced
     */
    void publish() throws IOException {
        if (direct.isPresent()) {
            direct.get().finish();
        }
        if (file.size() < position) {
            file.write(ByteBuffer.allocate(1), position - 1);
        }
        options.permit(hidden);
        if (options.fsync()) {
            writeback.join();
            file.force(true);
        }
        giveName();
        try {
            if (options.fsync()) {
                DataDirectory.sync(target.getParent());
            }
            finished = true;
        } finally {
            if (!finished) {
                remove(target);
            }
        }
    }

    private void giveName() throws IOException {
        if (link()) {
            remove(hidden);
        } else {
            rename();
        }
    }

    /** False where the file system knows no links, such as FAT and some of FUSE. */
    private boolean link() throws IOException {
        try {
            Files.createLink(target, hidden);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            LOG.debug("no link to {}, so it is renamed", target, e);
            return false;
        }
    }

    /** Takes the name with an empty file, which is exclusive, and then replaces that, as renaming alone is not. */
    void rename() throws IOException {
        Files.createFile(target);
        boolean moved = false;
        try {
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } finally {
            if (!moved) {
                remove(target);
            }
        }
    }

    /** Removes it unless it has its name. Throws nothing: what brought us here matters more. */
    @Override
    public void close() {
        direct.ifPresent(this::close);
        close(file);
        if (!finished) {
            remove(hidden);
        }
    }

    private void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            LOG.warn("closing {} failed", hidden, e);
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is left behind and cannot be removed", path, e);
        }
    }
}
