package org.vitrine.core.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.data.Belt;
import org.vitrine.core.data.ContentCheck;
import org.vitrine.core.data.Digests;
import org.vitrine.core.data.FanOut;
import org.vitrine.core.images.StorageQuota;
import org.vitrine.core.jobs.JobRun;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.Allowance;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.quota.QuotaResource;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.WriteHints;

/** One attempt at an import, from its beginning or from the stores on that an earlier attempt had filled. For one thread. */
final class ImportAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(ImportAttempt.class);
    private static final String MD5 = "md5";

    private final ImportParts parts;
    private final JobRun run;
    private final ImportWork work;
    private final ImportTask task;
    private final ImportRecord record;
    private Allowance allowance = Allowance.UNLIMITED;
    private final Map<String, WriteIntent> intents = new LinkedHashMap<>();
    private final List<String> targets = new ArrayList<>();
    /** Stores whose write may still be running. */
    private final Set<String> hanging = new LinkedHashSet<>();
    /** Stores that have data of the image's name that is not this import's. */
    private final Set<String> foreign = new LinkedHashSet<>();

    private boolean filledBefore;

    ImportAttempt(ImportParts parts, JobRun run, ImportWork work) {
        this.parts = parts;
        this.run = run;
        this.work = work;
        task = new ImportTask(run.job().id(), parts.access, parts.tasks);
        record = new ImportRecord(parts, run, work, task);
    }

    static VitrineException tooLarge(long cap) {
        return new VitrineException(
                ErrorKind.QUOTA_EXCEEDED, "The image is too large: it exceeds the limit of " + cap + " bytes.");
    }

    void run() {
        try {
            Image image = begin();
            allowance = parts.limits.of(run.caller());
            record.within(allowance);
            importInto(image, missing(image));
        } catch (RuntimeException e) {
            fail(e);
        } catch (IOException e) {
            fail(new VitrineException(ErrorKind.UNAVAILABLE, "The data of the import could not be read.", e));
        }
        tidy();
    }

    void giveUp(String reason) {
        fail(new VitrineException(ErrorKind.TIMEOUT, reason));
        tidy();
    }

    private Image begin() {
        return run.write(repository -> {
            task.begin(repository);
            return record.current(repository);
        });
    }

    /** The stores that have still to be filled. */
    private List<String> missing(Image image) {
        List<String> wanted = work.stores().isEmpty() ? List.of(parts.stores.defaultId()) : work.stores();
        Set<String> holding = new LinkedHashSet<>();
        image.locations().forEach(location -> parts.stores.storeOf(location).ifPresent(holding::add));
        List<String> missing =
                wanted.stream().filter(store -> !holding.contains(store)).toList();
        filledBefore = missing.size() < wanted.size();
        return missing;
    }

    private void importInto(Image image, List<String> missing) throws IOException {
        if (missing.isEmpty()) {
            record.succeed(List.of(), same -> same, copied(0));
            return;
        }
        List<String> stores = cleared(missing);
        List<Lease<Store>> leases = new ArrayList<>();
        try (ImportPipeline pipeline =
                new ImportPipeline(run, work, task, parts.staging, parts.settings.sizeCap(), image)) {
            run.onHalt(pipeline::interrupt);
            run.watch(record::isWanted);
            admit(image);
            ImportSource source = pipeline.open(parts.builtIn, parts.methods);
            if (!work.copies()) {
                source = pipeline.pass(source, plugins(), parts.plugins);
            }
            List<FanOut.Target> open = new ArrayList<>();
            Reservation reservation = allowance.toStore(source.size());
            for (String store : stores) {
                boolean further = !open.isEmpty() || !image.locations().isEmpty();
                var hints = new WriteHints(source.size(), Optional.ofNullable(image.owner()), further);
                lease(store, leases)
                        .ifPresent(lease -> open.add(target(image, store, lease.get(), hints, reservation)));
            }
            copy(pipeline, source, open);
        } finally {
            leases.forEach(Lease::close);
            finishIntents();
        }
    }

    /** The stores in which nothing of earlier writes is left by now. */
    private List<String> cleared(List<String> stores) {
        List<String> cleared = new ArrayList<>();
        for (String store : stores) {
            try {
                parts.settlement.settleLeft(
                        run.caller(),
                        work.imageId(),
                        store,
                        Optional.of(run.job().id()));
                cleared.add(store);
            } catch (VitrineException e) {
                missed(store, e);
            }
        }
        return cleared;
    }

    /** A store is away: throws unless the import can go on without it. */
    private void missed(String store, VitrineException reason) {
        if (work.mustSucceed()) {
            record.failed(store);
            throw reason;
        }
        LOG.warn("image {}: store {} is not there for its import", work.imageId(), store, reason);
        record.writeFailed(store);
    }

    private List<String> plugins() {
        return work.created() ? parts.importing.taskPlugins() : parts.importing.plugins();
    }

    /** The use of a store; empty where the import can go on without one that is away. */
    private Optional<Lease<Store>> lease(String store, List<Lease<Store>> leases) {
        try {
            Lease<Store> lease = parts.stores.lease(store);
            leases.add(lease);
            return Optional.of(lease);
        } catch (VitrineException e) {
            missed(store, e);
            return Optional.empty();
        }
    }

    /** Whether the project may have the data; what it is told otherwise, the task says (QUOTA-2). */
    private void admit(Image image) {
        long units = image.size() == null ? 0 : image.size() >> 20;
        run.write(repository -> allowance.inTurn(repository, () -> {
            if (work.method().equals(BuiltInMethods.DIRECT)) {
                allowance.require(repository, QuotaResource.IMAGE_SIZE_TOTAL, units);
            } else {
                allowance.require(repository, QuotaResource.IMAGE_STAGE_TOTAL, units);
                allowance.require(repository, QuotaResource.IMAGE_COUNT_UPLOADING, 0);
            }
            return null;
        }));
    }

    private FanOut.Target target(Image image, String store, Store driver, WriteHints hints, Reservation reservation) {
        BlobName name = new BlobName(image.id());
        WriteIntent intent = parts.intents.prepare(
                image, store, name, reservation, Optional.of(run.job().id()));
        intents.put(store, intent);
        run.write(repository -> {
            parts.intents.open(repository, intent);
            return null;
        });
        targets.add(store);
        return new FanOut.Target(store, driver.actingFor(run.caller()), name, hints);
    }

    private void copy(ImportPipeline pipeline, ImportSource source, List<FanOut.Target> open) throws IOException {
        Image image = pipeline.image();
        boolean hashed = image.hashValue() != null && Digests.supports(image.hashAlgorithm());
        String algorithm = hashed ? image.hashAlgorithm() : parts.settings.hashingAlgorithm();
        ContentCheck content = check(image);
        ImportObserver observer = new ImportObserver(
                this,
                record,
                source.size(),
                (bytes, hashes) -> facts(image, bytes, hashes, algorithm, pipeline, content.finish()));
        if (!open.isEmpty()) {
            try (InputStream data = source.open()) {
                FanOut.Data all = new FanOut.Data(
                        data,
                        source.size(),
                        limit(open.size()),
                        new LinkedHashSet<>(List.of(MD5, algorithm)),
                        work.copies() ? chunk -> {} : content::accept);
                parts.fanOut.run(all, open, observer);
            }
        }
        observer.finish();
    }

    /** Tasks of the old kind look into the data for what it is, unless the operator wants it to be what was said. */
    private ContentCheck check(Image image) {
        boolean mustMatch = !work.copies() && parts.settings.requireFormatMatch();
        return work.created() && !mustMatch
                ? ContentCheck.introspecting(image, parts.settings.diskFormats())
                : ContentCheck.of(image, mustMatch);
    }

    /** The size cap, or what the project may still store if that is less, shared by all copies that are made. */
    private Belt.Limit limit(int copies) {
        long cap = parts.settings.sizeCap();
        long left = parts.quota.left(run.caller(), work.copies() ? null : work.imageId());
        long each = left == Long.MAX_VALUE ? left : Math.max(0, left) / Math.max(1, copies);
        return each < cap
                ? new Belt.Limit(
                        each,
                        StorageQuota.exceeded("The size of the data will exceed the limit. " + left
                                + " bytes remaining for " + copies + " copies."))
                : new Belt.Limit(cap, tooLarge(cap));
    }

    /** How far the copy is; throws when there is nobody left to make it for. */
    void moved(long bytes, OptionalLong total) {
        run.requireGoing();
        run.at("copying", bytes, total.isPresent() ? total.getAsLong() : null);
        record.requireOursNowAndThen();
        task.say(copied(bytes));
    }

    static String copied(long bytes) {
        return "Copied " + (bytes >> 20) + " MiB";
    }

    boolean mustSucceed() {
        return work.mustSucceed();
    }

    /** The stores at work, in the order in which they were asked for. */
    List<String> targets() {
        return targets;
    }

    /** Whether a store had the image when this attempt began. */
    boolean filledBefore() {
        return filledBefore;
    }

    /** What the data says of the image; throws when it is not the data that the image's hashes are of. */
    UnaryOperator<Image.Builder> facts(
            Image image,
            long bytes,
            Map<String, String> hashes,
            String algorithm,
            ImportPipeline pipeline,
            ContentCheck.Found found) {
        String checksum = hashes.get(MD5);
        String value = hashes.get(algorithm);
        boolean expected = (image.checksum() == null || image.checksum().equalsIgnoreCase(checksum))
                && (image.hashValue() == null || image.hashValue().equalsIgnoreCase(value));
        if (!expected) {
            throw new VitrineException(
                    ErrorKind.INVALID, "The hash of the data is not the one that is set on the image.");
        }
        if (work.copies()) {
            return same -> same;
        }
        return builder -> {
            pipeline.changes().properties().forEach(builder::property);
            OptionalLong told = pipeline.changes().virtualSize();
            return builder.diskFormat(found.diskFormat())
                    .containerFormat(image.containerFormat())
                    .size(bytes)
                    .virtualSize(told.isPresent() ? Long.valueOf(told.getAsLong()) : found.virtualSize())
                    .checksum(checksum)
                    .hash(algorithm, value);
        };
    }

    WriteIntent intent(String store) {
        return intents.get(store);
    }

    /** A store failed: what it may have written goes, now or when the janitor comes. */
    void dropped(String store, RuntimeException reason) {
        if (work.mustSucceed()) {
            LOG.debug("image {}: store {} failed during its import, which ends with that", work.imageId(), store);
        } else {
            ImportFailures.logStore(LOG, "image " + work.imageId() + ": store " + store + " during its import", reason);
        }
        if (reason instanceof VitrineException known && known.kind() == ErrorKind.TIMEOUT) {
            hanging.add(store);
            return;
        }
        if (reason instanceof VitrineException known && known.kind() == ErrorKind.CONFLICT) {
            foreign.add(store);
        }
        settle(intents.get(store));
    }

    private void settle(WriteIntent intent) {
        try {
            parts.settlement.settle(run.caller(), intent, !foreign.contains(intent.storeId()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "image {}: what its import wrote into store {} cannot be removed now",
                    work.imageId(),
                    intent.storeId(),
                    e);
        } finally {
            intents.remove(intent.storeId());
            parts.intents.finished(intent);
        }
    }

    /** The store's part is recorded and needs no cleaning any more. */
    void recorded(String store) {
        WriteIntent intent = intents.remove(store);
        if (intent != null) {
            parts.intents.finished(intent);
        }
    }

    private void fail(RuntimeException reason) {
        // Whoever interrupted this thread has been understood; what follows must not be disturbed.
        boolean interrupted = Thread.interrupted();
        boolean ours = record.isOurs();
        if (interrupted && ours) {
            run.interrupted();
        }
        if (run.cancelled()) {
            finishIntents();
            throw reason;
        }
        if (ours) {
            String what = "image " + work.imageId() + ": its import (task "
                    + run.job().id() + ")";
            ImportFailures.log(LOG, what, reason);
        } else {
            LOG.info("image {}: its import was given up: {}", work.imageId(), reason.getMessage());
        }
        for (WriteIntent intent : List.copyOf(intents.values())) {
            if (!hanging.contains(intent.storeId())) {
                settle(intent);
            }
        }
        finishIntents();
        record.fail(words(reason));
    }

    /** What the owner may know (IMPF-15). */
    private String words(RuntimeException reason) {
        boolean telling = reason instanceof VitrineException known && known.kind() != ErrorKind.INTERNAL;
        return telling
                ? reason.getMessage()
                : "The import failed because of an internal error; the server's log tells more of task "
                        + run.job().id() + ".";
    }

    private void finishIntents() {
        intents.values().stream()
                .filter(intent -> !hanging.contains(intent.storeId()))
                .forEach(parts.intents::finished);
    }

    /** Nothing of the import is left on this node's disk. */
    private void tidy() {
        parts.staging.removeWorkingDirectory(run.job().id());
        if (work.copies()) {
            return;
        }
        try {
            parts.staging.remove(new BlobName(work.imageId()));
        } catch (VitrineException e) {
            LOG.warn("image {}: its staged data stays for now", work.imageId(), e);
        }
    }
}
