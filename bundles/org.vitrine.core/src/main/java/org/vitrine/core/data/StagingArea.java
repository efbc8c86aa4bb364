package org.vitrine.core.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteSource;

/**
 * The directory where data waits for its import: one file for each image, named by its id, as Glance has it (IMP-50), and
 * one directory for each import at work. It may be shared by several nodes.
 */
@Component(service = StagingArea.class, configurationPid = "org.vitrine.core.staging")
@Designate(ocd = StagingArea.StagingConfig.class)
public final class StagingArea {
    /** What intents call this place; the name of Glance's reserved store (STORE-32). */
    public static final String ID = "os_glance_staging_store";

    private static final Logger LOG = LoggerFactory.getLogger(StagingArea.class);
    private static final String WORK = "work-";

    @ObjectClassDefinition(name = "Vitrine staging area")
    @interface StagingConfig {
        @AttributeDefinition(description = "Absolute path of the directory for staged data; made when it is missing.")
        String filesystem_store_datadir() default "";

        @AttributeDefinition(
                description =
                        "The same directory as a URL, such as file:///tmp/staging/, as single-store servers have it; filesystem.store.datadir wins.")
        String node_staging_uri() default "";
    }

    private volatile Path directory;

    /** Reads the configuration; touches no file. */
    @Activate
    public StagingArea(StagingConfig config) {
        modified(config);
    }

    @Modified
    void modified(StagingConfig config) {
        String path = config.filesystem_store_datadir().trim();
        String uri = config.node_staging_uri().trim();
        if (!path.isEmpty()) {
            directory = absolute("filesystem.store.datadir", Path.of(path));
        } else if (!uri.isEmpty()) {
            if (!uri.startsWith("file:///")) {
                throw new IllegalArgumentException("node.staging.uri must begin with file:///");
            }
            directory = absolute("node.staging.uri", Path.of(URI.create(uri)));
        } else {
            directory = null;
        }
    }

    private static Path absolute(String key, Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException(key + " must be an absolute path");
        }
        return path.normalize();
    }

    private Path directory() {
        Path configured = directory;
        if (configured == null) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "This server has no staging area.");
        }
        return configured;
    }

    /** The staged data of an image, if it is here and whole or about to be. */
    public Optional<Path> find(BlobName image) {
        Path file = directory().resolve(image.value());
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Stages all that comes, durably. {@code CONFLICT} when there is data of that image already; when anything else is
     * thrown, there may be a part of it.
     */
    void write(BlobName image, ByteSource source) {
        Path file = directory().resolve(image.value());
        try (FileChannel channel = create(file)) {
            for (ByteBuffer chunk = next(source); chunk != null; chunk = next(source)) {
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
            channel.force(true);
            sync(file.getParent());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new VitrineException(ErrorKind.CONFLICT, "Data of this image is staged already.", e);
        }
    }

    private static ByteBuffer next(ByteSource source) {
        try {
            return source.next();
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.CLIENT_GONE, "The client went away during the upload.", e);
        }
    }

    /** What a write that failed means: a full disk is told apart by the only sign there is, the system's words. */
    public static VitrineException failure(IOException e) {
        String words = String.valueOf(e.getMessage());
        boolean full = words.contains("No space left") || words.contains("quota exceeded");
        return full
                ? new VitrineException(ErrorKind.STORE_FULL, "There is not enough disk space in the staging area.", e)
                : new VitrineException(ErrorKind.STORE_READ_ONLY, "The staging area cannot be written.", e);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes the staged data of an image; absent is fine. */
    public void remove(BlobName image) {
        Path configured = directory;
        if (configured == null || !Files.isDirectory(configured)) {
            return;
        }
        try {
            Files.deleteIfExists(configured.resolve(image.value()));
        } catch (IOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Staged data cannot be removed now.", e);
        }
    }

    /** The directory of one import, made when it is missing, for this server's eyes alone. */
    public Path workingDirectory(String jobId) throws IOException {
        Path made = directory().resolve(WORK + new BlobName(jobId));
        Files.createDirectories(made.getParent());
        if (!Files.isDirectory(made)) {
            Files.createDirectory(
                    made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return made;
    }

    /** Removes the directory of an import with all that is in it; absent is fine. */
    public void removeWorkingDirectory(String jobId) {
        Path configured = directory;
        if (configured == null) {
            return;
        }
        try {
            removeTree(configured.resolve(WORK + new BlobName(jobId)));
        } catch (IOException e) {
            LOG.warn("the working directory of import {} cannot be removed", jobId, e);
        }
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The images that have staged data here: all files that are named so that it may be (IMP-54). */
    public List<BlobName> images() {
        return names("", StagingArea::isUuid);
    }

    /** The imports that have a working directory here. */
    public List<BlobName> imports() {
        return names(WORK, StagingArea::isUuid);
    }

    private List<BlobName> names(String prefix, Predicate<String> wanted) {
        Path configured = directory;
        if (configured == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(configured)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(wanted)
                    .map(BlobName::new)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUuid(String name) {
        return name.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
