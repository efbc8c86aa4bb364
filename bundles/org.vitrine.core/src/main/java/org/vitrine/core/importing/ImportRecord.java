package org.vitrine.core.importing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.jobs.JobRun;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.Allowance;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.StoredBlob;

/** The records of an import: every change is one transaction, and happens only while the import has its job and its lock. */
final class ImportRecord {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ImportParts parts;
    private final JobRun run;
    private final ImportWork work;
    private final ImportTask task;
    private final Set<String> failed = new LinkedHashSet<>();
    private long lookedAt = System.nanoTime();
    private Allowance allowance = Allowance.UNLIMITED;

    ImportRecord(ImportParts parts, JobRun run, ImportWork work, ImportTask task) {
        this.parts = parts;
        this.run = run;
        this.work = work;
        this.task = task;
    }

    /** From now on the project has these limits. */
    void within(Allowance limits) {
        allowance = limits;
    }

    /**
     * What was written into one store.
     *
     * @param intent whose outcome it is
     * @param blob where it lies
     */
    record Filled(WriteIntent intent, StoredBlob blob) {}

    private Optional<Image> find(MetadataRepository repository) {
        return repository.images().find(work.imageId(), Viewer.SERVER).map(ImageView::image);
    }

    /** The image; {@code GONE} when it was deleted, or another import has it (LOCK-4, IMPF-14). */
    Image current(MetadataRepository repository) {
        Image image = find(repository)
                .orElseThrow(() -> new VitrineException(ErrorKind.GONE, "The image was deleted during its import."));
        if (!ImportLock.isHeldBy(image, run.job().id())) {
            throw new VitrineException(ErrorKind.GONE, "Another import took the lock of the image.");
        }
        return image;
    }

    /** Whether the image is still there and this import's. */
    boolean isOurs() {
        try (Lease<MetadataRepository> lease = parts.access.repository()) {
            return find(lease.get())
                    .filter(image -> ImportLock.isHeldBy(image, run.job().id()))
                    .isPresent();
        }
    }

    /** Whether the image is still there and this import's, and its task at work. */
    boolean isWanted() {
        try (Lease<MetadataRepository> lease = parts.access.repository()) {
            return isOurs() && task.runs(lease.get());
        }
    }

    /** Once a second: {@code GONE} when there is nobody left to import for. */
    void requireOursNowAndThen() {
        long now = System.nanoTime();
        if (now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        try (Lease<MetadataRepository> lease = parts.access.repository()) {
            current(lease.get());
            if (!task.runs(lease.get())) {
                throw new VitrineException(ErrorKind.GONE, "The task was ended by somebody else.");
            }
        }
    }

    private static Image.Builder changed(Image before) {
        return before.toBuilder().updatedAt(ImageAccess.now());
    }

    private static Image update(MetadataRepository repository, Image before, Image.Builder change) {
        Image after = change.build();
        if (!repository.images().update(before, after)) {
            throw new VitrineException(ErrorKind.GONE, "The image was deleted during its import.");
        }
        return after;
    }

    /** Some stores are filled and the image can be used; the import goes on with others. */
    void writeFilled(List<Filled> filled, UnaryOperator<Image.Builder> data) {
        conclude(() -> run.write(repository -> {
            Image before = current(repository);
            Image after = update(repository, before, fill(before, data.apply(changed(before)), filled));
            count(repository, after, filled.size());
            filled.forEach(one -> repository.intents().close(one.intent().id()));
            return null;
        }));
    }

    /** Makes what was written count for the project; where limits are hard, nothing of it happens if they were passed. */
    private void conclude(Runnable write) {
        try (Lease<MetadataRepository> lease = parts.access.repository()) {
            allowance.conclude(lease.get(), QuotaResource.IMAGE_SIZE_TOTAL, () -> {
                parts.quota.takeTurn(lease.get(), run.caller());
                write.run();
            });
        }
    }

    /** So it is with the older quota: other writes of the project may have ended meanwhile. */
    private void count(MetadataRepository repository, Image after, int written) {
        boolean own = Objects.equals(after.owner(), run.caller().projectId());
        if (written > 0) {
            parts.quota.require(
                    repository, run.caller(), after, own ? after.locations().size() : written);
        }
    }

    /** All is done: the last stores, the task and the lock in one (IMPF-12). */
    void succeed(List<Filled> filled, UnaryOperator<Image.Builder> data, String words) {
        Image[] written = new Image[1];
        conclude(() -> written[0] = run.end(repository -> {
            Image before = current(repository);
            Image.Builder after = fill(before, data.apply(changed(before)), filled)
                    .property(
                            ImageProperties.IMPORTING_TO, StoreList.minus(before, ImageProperties.IMPORTING_TO, ids()))
                    .removeProperty(ImageProperties.IMPORT_TASK);
            if (work.created()) {
                // An image of an old task never had such lists.
                after.removeProperty(ImageProperties.IMPORTING_TO);
            }
            filled.forEach(one -> repository.intents().close(one.intent().id()));
            task.succeed(repository, work.imageId(), words);
            Image done = update(repository, before, after);
            count(repository, done, filled.size());
            return done;
        }));
        parts.sharing.update(run.caller(), written[0]);
    }

    private Image.Builder fill(Image before, Image.Builder image, List<Filled> filled) {
        List<ImageLocation> locations = new ArrayList<>(before.locations());
        filled.forEach(one -> locations.add(location(one)));
        if (before.status() == ImageStatus.IMPORTING && !locations.isEmpty()) {
            image.status(ImageStatus.ACTIVE);
        }
        return image.locations(locations)
                .property(
                        ImageProperties.IMPORTING_TO,
                        StoreList.minus(
                                before,
                                ImageProperties.IMPORTING_TO,
                                filled.stream()
                                        .map(one -> one.intent().storeId())
                                        .toList()));
    }

    private ImageLocation location(Filled filled) {
        Map<String, Object> metadata = new HashMap<>(filled.blob().location().metadata());
        if (parts.stores.multiStore()) {
            metadata.put(ImageLocation.STORE, filled.intent().storeId());
        }
        return new ImageLocation(filled.blob().location().url(), metadata);
    }

    private Collection<String> ids() {
        return work.stores();
    }

    /** Remembers whose fault it will have been. */
    void failed(String store) {
        failed.add(store);
    }

    /** One store failed, and the others go on (IMPF-8). */
    void writeFailed(String store) {
        failed.add(store);
        run.write(repository -> {
            Image before = current(repository);
            return update(repository, before, withFailed(before, changed(before), List.of(store)));
        });
    }

    private Image.Builder withFailed(Image before, Image.Builder image, Collection<String> stores) {
        List<String> shown = stores.stream().filter(ids()::contains).toList();
        return image.property(
                        ImageProperties.IMPORTING_TO, StoreList.minus(before, ImageProperties.IMPORTING_TO, shown))
                .property(ImageProperties.FAILED_IMPORT, StoreList.plus(before, ImageProperties.FAILED_IMPORT, shown));
    }

    /**
     * The import came to nothing: the image waits for data again, or keeps what it had (IMPF-7 to IMPF-9). An image that is
     * gone, or that another import has, is left alone; the task and the job end in any case.
     */
    void fail(String reason) {
        run.end(repository -> {
            find(repository)
                    .filter(image -> ImportLock.isHeldBy(image, run.job().id()))
                    .ifPresent(image -> release(repository, image));
            task.fail(repository, reason);
            return null;
        });
    }

    private void release(MetadataRepository repository, Image before) {
        if (work.created() && before.locations().isEmpty()) {
            repository.images().delete(before.id(), ImageStatus.DELETED, ImageAccess.now());
            return;
        }
        Image.Builder after = changed(before);
        Set<String> open = StoreList.read(before, ImageProperties.IMPORTING_TO);
        withFailed(before, after, failed.isEmpty() ? open : failed)
                .property(ImageProperties.IMPORTING_TO, StoreList.minus(before, ImageProperties.IMPORTING_TO, ids()))
                .removeProperty(ImageProperties.IMPORT_TASK);
        if (before.status() == ImageStatus.IMPORTING) {
            after.status(ImageStatus.QUEUED).checksum(null).hash(null, null);
        }
        repository.images().update(before, after.build());
    }
}
