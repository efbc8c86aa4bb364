package org.vitrine.store.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** Image data in files. See the package for layout, durability and failures. */
@Component(
        service = Store.class,
        configurationPid = "org.vitrine.store.filesystem",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FilesystemStoreConfig.class, factory = true)
@Driver("file")
public final class FilesystemStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(FilesystemStore.class);
    private static final int SYNC_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final Drain drain = new Drain();
    private final DataDirectories directories;
    private final FileOptions options;
    private final MountMetadata metadata;
    private final StoreDescription description;
    private final ThreadPoolExecutor syncs;
    private final Set<BlobName> beingWritten = ConcurrentHashMap.newKeySet();

    /**
     * Makes missing directories. Where the configuration cannot work the store is made all the same, but cannot write
     * (STORE-9, STORE-FILE-11 to STORE-FILE-16).
     *
     * @param blocks memory of all file stores
     * @param config refused when it names no store, a chunk size below 1 or an unknown way of direct I/O
     */
    @Activate
    public FilesystemStore(@Reference DirectBlocks blocks, FilesystemStoreConfig config) {
        if (config.vitrine_store_id().isBlank()) {
            throw new IllegalArgumentException("vitrine.store.id is not set");
        }
        if (config.filesystem_store_chunk_size() < 1) {
            throw new IllegalArgumentException("filesystem.store.chunk.size is less than 1");
        }
        var setup = new Setup(config);
        syncs = syncThreads();
        directories = setup.directories();
        options = setup.options(blocks, syncs);
        metadata = setup.metadata();
        setup.prepareDirectories(options);
        setup.complaints()
                .forEach(e -> LOG.error(
                        "store {} cannot write, as its configuration cannot work: {}",
                        config.vitrine_store_id(),
                        e.getMessage(),
                        e.getCause()));
        description = describe(config, setup.complaints().isEmpty());
        LOG.info("store {} keeps its files in {}", description.id(), directories);
    }

    private StoreDescription describe(FilesystemStoreConfig config, boolean writes) {
        Set<Capability> capabilities = EnumSet.of(Capability.DELETE, Capability.RANDOM_ACCESS);
        if (writes) {
            capabilities.add(Capability.WRITE);
        }
        String text = config.store_description();
        return new StoreDescription(
                config.vitrine_store_id().strip(),
                "file",
                text.isBlank() ? Optional.empty() : Optional.of(text),
                config.weight(),
                DataDirectories.SCHEMES,
                capabilities,
                Map.of(
                        "data_dir", directories.toString(),
                        "chunk_size", config.filesystem_store_chunk_size(),
                        "thin_provisioning", config.filesystem_thin_provisioning()));
    }

    private static ThreadPoolExecutor syncThreads() {
        var number = new AtomicInteger();
        var threads = new ThreadPoolExecutor(
                SYNC_THREADS, SYNC_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "vitrine-store-filesystem-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Waits a bounded time for the work in hand. */
    @Deactivate
    public void deactivate() throws InterruptedException {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("store {} leaves while {} transfers still run", description.id(), drain.running());
        }
        syncs.shutdown();
        if (!syncs.awaitTermination(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("store {} leaves while the disk is still busy", description.id());
        }
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
    public boolean owns(String url) {
        return directories.resolve(url).isPresent();
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        if (!description.can(Capability.WRITE)) {
            throw new VitrineException(
                    ErrorKind.STORE_DISABLED, "store " + description.id() + " is not configured for writing");
        }
        if (!beingWritten.add(name)) {
            throw taken(null);
        }
        try {
            if (directories.hold(name)) {
                throw taken(null);
            }
            Path directory = choose(hints.size().orElse(0));
            return writeInto(directory, name, source, hints);
        } finally {
            beingWritten.remove(name);
        }
    }

    private Path choose(long size) {
        try {
            return directories.choose(size);
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the directories of the image store do not answer", e);
        }
    }

    private StoredBlob writeInto(Path directory, BlobName name, ByteSource source, WriteHints hints) {
        try (UnfinishedFile file = UnfinishedFile.create(directory, name, hints, options)) {
            for (ByteBuffer chunk = next(source); chunk != null; chunk = next(source)) {
                file.append(chunk);
            }
            file.publish();
            Path path = directory.resolve(name.value());
            return new StoredBlob(new BlobLocation("file://" + path, metadata.of(path)), file.size());
        } catch (FileAlreadyExistsException e) {
            throw taken(e);
        } catch (IOException e) {
            throw StorageFailure.ofWrite(e, directory);
        }
    }

    private static ByteBuffer next(ByteSource source) {
        try {
            return source.next();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "the image data broke off", e);
        }
    }

    private static VitrineException taken(IOException cause) {
        return new VitrineException(ErrorKind.CONFLICT, "the image store holds data of that name already", cause);
    }

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        Path path = find(location);
        try {
            requireFile(path);
            return new RangeChannel(FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), range);
        } catch (IOException e) {
            throw StorageFailure.ofRead(e);
        }
    }

    @Override
    public long size(BlobLocation location) {
        Path path = find(location);
        try {
            return requireFile(path).size();
        } catch (IOException e) {
            throw StorageFailure.ofRead(e);
        }
    }

    @Override
    public void delete(BlobLocation location) {
        Path path = find(location);
        try {
            requireFile(path);
            Files.delete(path);
            syncDirectory(path.getParent());
        } catch (IOException e) {
            throw StorageFailure.ofDelete(e);
        }
    }

    @Override
    public void discard(BlobName name) {
        for (Path directory : directories.paths()) {
            try {
                discard(directory, name);
            } catch (NoSuchFileException | NotDirectoryException e) {
                LOG.debug("nothing to discard in {}", directory, e);
            } catch (IOException e) {
                throw StorageFailure.ofDelete(e);
            }
        }
    }

    private void discard(Path directory, BlobName name) throws IOException {
        List<Path> left = new ArrayList<>(UnfinishedFile.leftBehind(directory, name));
        left.add(directory.resolve(name.value()));
        boolean found = false;
        for (Path path : left) {
            found |= Files.deleteIfExists(path);
        }
        if (found) {
            syncDirectory(directory);
        }
    }

    private void syncDirectory(Path directory) throws IOException {
        if (options.fsync()) {
            DataDirectory.sync(directory);
        }
    }

    private Path find(BlobLocation location) {
        return directories.resolve(location.url()).orElseThrow(() -> StorageFailure.absent(null));
    }

    /** Neither a link, which might lead out of the directory, nor a pipe, which might never end. */
    private static BasicFileAttributes requireFile(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path.toString(), null, "not a plain file");
        }
        return attributes;
    }
}
