package org.vitrine.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.WriteIntent;

/**
 * Settles writes of this node that ended without an outcome, by a crash or because the database or a store was away:
 * lets the owner try again, and removes what they wrote as soon as the store is back. Finds them by their intents; never
 * scans a store.
 */
@Component(service = Janitor.class, immediate = true)
public final class Janitor {
    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final long PERIOD_SECONDS = 15;
    private static final long SWEEP_SECONDS = 3600;
    private static final long STOP_SECONDS = 5;

    private final ImageAccess access;
    private final WriteIntents intents;
    private final StagingSweep sweep;
    private final Settlement settlement;
    private final ScheduledExecutorService timer;
    /** The stores that did not answer the last time; the log knows of them. */
    private volatile Set<String> silentBefore = Set.of();

    private final RecurringWork settling = new RecurringWork(LOG, "the search for unfinished writes");
    private final RecurringWork sweeping = new RecurringWork(LOG, "the cleaning of the staging area");

    /** Begins at once and looks again every 15 seconds. */
    @Activate
    public Janitor(
            @Reference ImageAccess access,
            @Reference Settlement settlement,
            @Reference WriteIntents intents,
            @Reference StagingSweep sweep) {
        this.access = access;
        this.sweep = sweep;
        this.settlement = settlement;
        this.intents = intents;
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "vitrine-core-janitor-1");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> settling.run(this::settleAll), 0, PERIOD_SECONDS, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(() -> sweeping.run(sweep::sweep), PERIOD_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("the janitor is still busy with a store");
        }
    }

    /** Settles what can be settled now; how many. A store that does not answer is not asked again for the next one. */
    int settleAll() {
        int settled = 0;
        Set<String> silent = new HashSet<>();
        for (WriteIntent intent : open()) {
            if (isOfAJob(intent) || !intents.claim(intent)) {
                continue;
            }
            try {
                settled += settle(intent, silent) ? 1 : 0;
            } finally {
                intents.finished(intent);
            }
        }
        silentBefore = silent;
        return settled;
    }

    private boolean settle(WriteIntent intent, Set<String> silent) {
        try {
            if (silent.contains(intent.storeId())) {
                settlement.giveBack(intent);
                return false;
            }
            if (!settlement.settle(RequestContext.server("janitor"), intent, true)) {
                return false;
            }
            LOG.info("image {}: an unfinished write to store {} was settled", intent.imageId(), intent.storeId());
            return true;
        } catch (RuntimeException e) {
            failed(intent, e, silent);
            return false;
        }
    }

    private void failed(WriteIntent intent, RuntimeException reason, Set<String> silent) {
        boolean isSilent = reason instanceof VitrineException known && known.kind() == ErrorKind.UNAVAILABLE;
        if (isSilent) {
            silent.add(intent.storeId());
        }
        if (!isSilent || !silentBefore.contains(intent.storeId())) {
            LOG.warn(
                    "image {}: what its unfinished write left in store {} cannot be removed now",
                    intent.imageId(),
                    intent.storeId(),
                    reason);
        }
    }

    /** Whether its job has not ended: whoever has that settles what earlier attempts left. */
    private boolean isOfAJob(WriteIntent intent) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return intent.jobId().flatMap(job -> lease.get().jobs().find(job)).isPresent();
        }
    }

    /** In no order, so that none that takes long, or always fails, keeps others from their turn. */
    private List<WriteIntent> open() {
        try (Lease<MetadataRepository> lease = access.repository()) {
            List<WriteIntent> open = new ArrayList<>(lease.get().intents().ofNode(intents.nodeId()));
            Collections.shuffle(open);
            return open;
        }
    }
}
