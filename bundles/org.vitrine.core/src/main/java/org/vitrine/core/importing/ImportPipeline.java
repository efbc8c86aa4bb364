package org.vitrine.core.importing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.data.StagingArea;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.jobs.JobRun;
import org.vitrine.core.plugins.ImportMethods;
import org.vitrine.core.plugins.ImportPlugins;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.spi.importing.FilePlugin;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportContext;
import org.vitrine.spi.importing.ImportMethod;
import org.vitrine.spi.importing.ImportPlugin;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.importing.MetadataPlugin;
import org.vitrine.spi.importing.StreamPlugin;

/**
 * The way of an import's data from the method through the plugins, up to where the stores take it. Only what a plugin wants
 * as a file is written to disk. Uses the method and the plugins until it is closed. For the job's thread.
 */
final class ImportPipeline implements ImportContext, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportPipeline.class);
    private static final int BUFFER = 256 << 10;

    private final JobRun run;
    private final ImportWork work;
    private final ImportTask task;
    private final StagingArea staging;
    private final long sizeCap;
    private final Deque<Closeable> open = new ConcurrentLinkedDeque<>();
    private final Map<String, String> properties = new HashMap<>();
    private Image image;
    private ImageChanges changes = ImageChanges.NONE;
    private int files;

    ImportPipeline(JobRun run, ImportWork work, ImportTask task, StagingArea staging, long sizeCap, Image image) {
        this.run = run;
        this.work = work;
        this.task = task;
        this.staging = staging;
        this.sizeCap = sizeCap;
        this.image = image;
    }

    /** Opens the data, and begins anew: files that an attempt left that was interrupted are gone then. */
    ImportSource open(BuiltInMethods builtIn, ImportMethods methods) throws IOException {
        staging.removeWorkingDirectory(run.job().id());
        if (BuiltInMethods.NAMES.contains(work.method())) {
            return opened(builtIn.open(work.method(), this));
        }
        Lease<ImportMethod> lease = methods.lease(work.method());
        open.push(lease::close);
        return opened(lease.get().open(this));
    }

    private ImportSource opened(ImportSource source) {
        open.push(source);
        apply(source.changes());
        return source;
    }

    /** Lets one plugin after the other see the data. */
    ImportSource pass(ImportSource data, Iterable<String> names, ImportPlugins plugins) throws IOException {
        ImportSource source = data;
        for (String name : names) {
            run.requireGoing();
            Lease<ImportPlugin> lease = plugins.lease(name);
            open.push(lease::close);
            if (lease.get().concerns(this)) {
                run.at("plugin " + name, 0, null);
                source = pass(source, lease.get());
            }
        }
        return source;
    }

    private ImportSource pass(ImportSource source, ImportPlugin plugin) throws IOException {
        if (plugin instanceof MetadataPlugin metadata) {
            apply(metadata.apply(this));
            return source;
        }
        if (plugin instanceof StreamPlugin stream) {
            return opened(stream.rewrite(this, source));
        }
        if (plugin instanceof FilePlugin file) {
            return opened(file.rewrite(this, asFile(source)));
        }
        return source;
    }

    private Path asFile(ImportSource source) throws IOException {
        Optional<Path> file = source.file();
        if (file.isPresent()) {
            return file.get();
        }
        files++;
        Path target = workingDirectory().resolve("data-" + files);
        long written = copy(source.open(), target);
        if (source.size().isPresent() && source.size().getAsLong() != written) {
            throw new VitrineException(
                    ErrorKind.INVALID,
                    "The data has " + written + " bytes instead of "
                            + source.size().getAsLong() + " as announced.");
        }
        return target;
    }

    private long copy(InputStream data, Path target) throws IOException {
        long count = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream file =
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
                count += read;
                if (count > sizeCap) {
                    throw ImportAttempt.tooLarge(sizeCap);
                }
                run.requireGoing();
                run.at("staging", count, null);
                write(file, buffer, read);
            }
        }
        return count;
    }

    private static void write(OutputStream file, byte[] buffer, int count) {
        try {
            file.write(buffer, 0, count);
        } catch (IOException e) {
            throw StagingArea.failure(e);
        }
    }

    private void apply(ImageChanges more) {
        more.properties().forEach((name, value) -> {
            if (ImageProperties.isReserved(name)) {
                LOG.warn("image {}: an import may not set the reserved property {}", image.id(), name);
            } else {
                properties.put(name, value);
            }
        });
        changes = new ImageChanges(
                more.diskFormat().or(changes::diskFormat),
                more.containerFormat().or(changes::containerFormat),
                more.virtualSize().isPresent() ? more.virtualSize() : changes.virtualSize(),
                properties);
        image = changes.applyTo(image);
    }

    /** What the method and the plugins made of the image's record. */
    ImageChanges changes() {
        return changes;
    }

    @Override
    public RequestContext caller() {
        return run.caller();
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public JsonObject parameters() {
        return work.parameters();
    }

    @Override
    public Path workingDirectory() throws IOException {
        return staging.workingDirectory(run.job().id());
    }

    @Override
    public void say(String words) {
        task.say(words);
    }

    @Override
    public boolean cancelled() {
        return run.halted();
    }

    /** Ends a read that waits for a peer; for another thread. */
    void interrupt() {
        for (Closeable part : open) {
            if (part instanceof ImportSource source) {
                closeQuietly(source);
            }
        }
    }

    private void closeQuietly(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            LOG.debug("image {}: closing the data of its import", image.id(), e);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            closeQuietly(open.pop());
        }
    }
}
