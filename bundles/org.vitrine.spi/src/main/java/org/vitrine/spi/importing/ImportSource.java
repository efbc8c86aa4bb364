package org.vitrine.spi.importing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The data of an import at some point of its way: a stream that can be read once, or a file that can be read again. For one
 * thread; whoever got it closes it, in any case.
 */
public final class ImportSource implements Closeable {
    private final InputStream stream;
    private final Path file;
    private final OptionalLong size;
    private final ImageChanges changes;

    private ImportSource(InputStream stream, Path file, OptionalLong size, ImageChanges changes) {
        this.stream = stream;
        this.file = file;
        this.size = size;
        this.changes = Objects.requireNonNull(changes);
    }

    /**
     * Data that is read from a stream.
     *
     * @param size bytes, where they are known beforehand: an import that gets fewer or more fails
     */
    public static ImportSource of(InputStream stream, OptionalLong size) {
        return new ImportSource(Objects.requireNonNull(stream), null, size, ImageChanges.NONE);
    }

    /** Data in a file, whole already. */
    public static ImportSource of(Path file) throws IOException {
        return new ImportSource(null, file, OptionalLong.of(Files.size(file)), ImageChanges.NONE);
    }

    /** The same data, with what becomes of the image's record besides. */
    public ImportSource with(ImageChanges newChanges) {
        return new ImportSource(stream, file, size, newChanges);
    }

    /** The file, where the data is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The data from its beginning. To be called once for a stream; closing it is fine. */
    public InputStream open() throws IOException {
        return stream != null ? stream : Files.newInputStream(file);
    }

    /** Bytes, where they are known beforehand. */
    public OptionalLong size() {
        return size;
    }

    /** What becomes of the image's record. */
    public ImageChanges changes() {
        return changes;
    }

    /** Closes the stream; leaves a file where it is. */
    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
