package org.vitrine.core.data;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.core.plugins.StoreRegistry;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;

/**
 * Settles writes of this node that ended without an outcome, by a crash or because the database or a store was away:
 * removes what they wrote and lets the owner try again. Finds them by their intents; never scans a store.
 */
@Component(service = Janitor.class, immediate = true)
public final class Janitor {
    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final long PERIOD_SECONDS = 15;
    private static final long STOP_SECONDS = 5;

    private final ImageAccess access;
    private final StoreRegistry stores;
    private final WriteIntents intents;
    private final ScheduledExecutorService timer;

    /** Begins at once and looks again every 15 seconds. */
    @Activate
    public Janitor(@Reference ImageAccess access, @Reference StoreRegistry stores, @Reference WriteIntents intents) {
        this.access = access;
        this.stores = stores;
        this.intents = intents;
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "vitrine-core-janitor-1");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::round, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the janitor is still busy with a store");
        }
    }

    private void round() {
        try {
            settleAll();
        } catch (RuntimeException e) {
            LOG.warn("unfinished writes cannot be looked for now", e);
        }
    }

    /** Settles what can be settled now; how many. */
    int settleAll() {
        List<WriteIntent> open;
        try (Lease<MetadataRepository> lease = access.repository()) {
            open = lease.get().intents().ofNode(intents.nodeId());
        }
        int settled = 0;
        for (WriteIntent intent : open) {
            if (intents.isRunning(intent)) {
                continue;
            }
            try {
                settle(intent);
                settled++;
            } catch (RuntimeException e) {
                LOG.warn(
                        "image {}: what its unfinished write left in store {} cannot be removed now",
                        intent.imageId(),
                        intent.storeId(),
                        e);
            }
        }
        return settled;
    }

    private void settle(WriteIntent intent) {
        Optional<Image> image;
        try (Lease<MetadataRepository> lease = access.repository()) {
            image = lease.get().images().find(intent.imageId(), Viewer.SERVER).map(ImageView::image);
        }
        boolean inUse = image.isPresent()
                && !image.get().locations().isEmpty()
                && image.get().locations().stream()
                        .anyMatch(l -> stores.storeOf(l)
                                .filter(intent.storeId()::equals)
                                .isPresent());
        if (!inUse) {
            try (Lease<Store> lease = stores.lease(intent.storeId())) {
                lease.get().discard(new BlobName(intent.blobName()));
            }
        }
        if (image.isPresent() && image.get().status() == ImageStatus.SAVING) {
            ImageUpload.release(access, image.get(), intent);
        } else {
            try (Lease<MetadataRepository> lease = access.repository()) {
                lease.get().intents().close(intent.id());
            }
        }
        LOG.info("image {}: an unfinished write to store {} was settled", intent.imageId(), intent.storeId());
    }
}
