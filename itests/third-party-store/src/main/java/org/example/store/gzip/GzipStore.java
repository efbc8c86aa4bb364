package org.example.store.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/** Image data, compressed, in one directory. Its locations read {@code gzip://ID/NAME}. */
@Component(
        service = Store.class,
        configurationPid = "org.example.store.gzip",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = GzipStore.Config.class, factory = true)
@Driver("gzip")
public final class GzipStore implements Store {
    @ObjectClassDefinition(name = "Compressed store")
    @interface Config {
        @AttributeDefinition(description = "What operators and clients call this store.")
        String vitrine_store_id();

        @AttributeDefinition(description = "Where the files lie; made when it is missing.")
        String directory();
    }

    private static final String SCHEME = "gzip";
    private static final String UNFINISHED = ".part";

    private final Drain drain = new Drain();
    private final StoreDescription description;
    private final Path directory;

    /** Makes the directory where it is missing. */
    @Activate
    public GzipStore(Config config) throws IOException {
        directory = Files.createDirectories(Path.of(config.directory()));
        description = new StoreDescription(
                config.vitrine_store_id(),
                SCHEME,
                Optional.of("compressed files"),
                0,
                Set.of(SCHEME),
                Set.of(Capability.WRITE, Capability.DELETE),
                Map.of("directory", config.directory()));
    }

    @Deactivate
    void deactivate() {
        drain.close(DRAIN_TIMEOUT);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        Path finished = directory.resolve(name.value());
        Path unfinished = directory.resolve(name + UNFINISHED);
        try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                long bytes = compress(source, file);
                file.force(true);
                Files.createLink(finished, unfinished);
                syncDirectory();
                return new StoredBlob(location(name), bytes);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            throw new VitrineException(ErrorKind.CONFLICT, "There is data of that name already.", e);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The data cannot be written.", e);
        }
    }

    private static long compress(ByteSource source, FileChannel file) throws IOException {
        long bytes = 0;
        GZIPOutputStream gzip = new FastGzip(Channels.newOutputStream(file));
        WritableByteChannel target = Channels.newChannel(gzip);
        for (ByteBuffer chunk = source.next(); chunk != null; chunk = source.next()) {
            bytes += chunk.remaining();
            target.write(chunk);
        }
        gzip.finish();
        return bytes;
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        if (range.offset() > 0 || range.length() < Long.MAX_VALUE) {
            throw new VitrineException(ErrorKind.STORE_UNSUPPORTED, "This store reads from the start only.");
        }
        try {
            return Channels.newChannel(new GZIPInputStream(Files.newInputStream(file(location)), 1 << 16));
        } catch (NoSuchFileException e) {
            throw absent(e);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The data cannot be read.", e);
        }
    }

    @Override
    public long size(BlobLocation location) {
        try (GZIPInputStream data = new GZIPInputStream(Files.newInputStream(file(location)), 1 << 16)) {
            return data.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw absent(e);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The data cannot be read.", e);
        }
    }

    @Override
    public void delete(BlobLocation location) {
        try {
            Files.delete(file(location));
        } catch (NoSuchFileException e) {
            throw absent(e);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "The data cannot be deleted.", e);
        }
    }

    @Override
    public void discard(BlobName name) {
        try {
            Files.deleteIfExists(directory.resolve(name + UNFINISHED));
            Files.deleteIfExists(directory.resolve(name.value()));
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "What a write left cannot be deleted.", e);
        }
    }

    @Override
    public boolean owns(String url) {
        return name(url).isPresent();
    }

    private Optional<BlobName> name(String url) {
        String prefix = prefix();
        try {
            return url.startsWith(prefix)
                    ? Optional.of(new BlobName(url.substring(prefix.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String prefix() {
        return SCHEME + "://" + description.id() + "/";
    }

    private BlobLocation location(BlobName name) {
        return new BlobLocation(prefix() + name, Map.of());
    }

    private Path file(BlobLocation location) {
        BlobName name = name(location.url()).orElseThrow(() -> absent(null));
        return directory.resolve(name.value());
    }

    private static VitrineException absent(Exception cause) {
        return new VitrineException(ErrorKind.NOT_FOUND, "There is no such data.", cause);
    }

    /** Compresses as fast as it can: image data is large. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream target) throws IOException {
            super(target, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
