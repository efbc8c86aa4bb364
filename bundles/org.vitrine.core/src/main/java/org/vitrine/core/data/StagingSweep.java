package org.vitrine.core.data;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.image.ImageStatus;
import org.vitrine.domain.image.ImageView;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.store.BlobName;

/**
 * Removes from the staging area what nobody will ask for any more: data of images that are gone, because another node
 * deleted them, or that wait for data again, because another node gave their import up (IMP-54 of the operator contract), and
 * the working directories of imports that have ended.
 */
@Component(service = StagingSweep.class)
public final class StagingSweep {
    private static final Logger LOG = LoggerFactory.getLogger(StagingSweep.class);

    private final ImageAccess access;
    private final StagingArea staging;

    /** Looks at nothing yet. */
    @Activate
    public StagingSweep(@Reference ImageAccess access, @Reference StagingArea staging) {
        this.access = access;
        this.staging = staging;
    }

    /** Looks at everything once; how much was removed. */
    int sweep() {
        int removed = 0;
        for (BlobName image : staging.images()) {
            if (isForgotten(image)) {
                staging.remove(image);
                LOG.info("image {}: its staged data was left behind and is removed", image);
                removed++;
            }
        }
        for (BlobName job : staging.imports()) {
            if (hasEnded(job)) {
                staging.removeWorkingDirectory(job.value());
                LOG.info("import {}: its working directory was left behind and is removed", job);
                removed++;
            }
        }
        return removed;
    }

    /** An image is not queued any more when its data begins to be staged, so a file of a queued one is an old one. */
    private boolean isForgotten(BlobName image) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            Optional<ImageStatus> status = lease.get()
                    .images()
                    .find(image.value(), Viewer.SERVER)
                    .map(ImageView::image)
                    .map(found -> found.status());
            return status.isEmpty() || status.get() == ImageStatus.QUEUED;
        }
    }

    /** A job exists before its directory does. */
    private boolean hasEnded(BlobName job) {
        try (Lease<MetadataRepository> lease = access.repository()) {
            return lease.get().jobs().find(job.value()).isEmpty();
        }
    }
}
