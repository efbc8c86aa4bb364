package org.vitrine.core.quota;

import org.vitrine.domain.image.ImageUsage;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.quota.QuotaResource;

/** What a project uses at a moment, counting what running writes have reserved (QUOTA-3). */
record Used(ImageUsage images, Reservation reserved) {
    static final long MEBIBYTE = 1L << 20;

    static Used by(String projectId, MetadataRepository repository) {
        return new Used(
                repository.images().usage(projectId, null), repository.intents().reserved(projectId));
    }

    /** In the resource's unit, rounded down. */
    long of(QuotaResource resource) {
        return switch (resource) {
            case IMAGE_SIZE_TOTAL, IMAGE_STAGE_TOTAL -> bytes(resource) / MEBIBYTE;
            case IMAGE_COUNT_TOTAL -> images.images();
            case IMAGE_COUNT_UPLOADING -> images.uploading();
        };
    }

    /** Of a resource that is measured in MiB. */
    long bytes(QuotaResource resource) {
        return resource == QuotaResource.IMAGE_SIZE_TOTAL
                ? images.storedBytes() + reserved.storedBytes()
                : images.stagedBytes() + reserved.stagedBytes();
    }
}
