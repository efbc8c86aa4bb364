package org.vitrine.core.images;

import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.metadata.MetadataRepository;

/**
 * How many bytes the caller's project may still store (LIM-6), unless it has limits of its own (QUOTA-1). What callers
 * without project store counts together.
 */
public final class StorageQuota {
    private final ImageAccess access;
    private final ImageSettings settings;
    private final ProjectQuota limits;

    /** Asks the repository at each call, where there is a quota at all. */
    public StorageQuota(ImageAccess access, ImageSettings settings, ProjectQuota limits) {
        this.access = access;
        this.settings = settings;
        this.limits = limits;
    }

    /** The bytes that are left, less than 0 when the quota is exceeded already; {@link Long#MAX_VALUE} without a quota. */
    public long left(RequestContext context, String exceptImageId) {
        if (settings.storageQuota() == 0 || limits.enabled()) {
            return Long.MAX_VALUE;
        }
        try (Lease<MetadataRepository> lease = access.repository()) {
            return settings.storageQuota()
                    - lease.get()
                            .images()
                            .usage(context.projectId(), exceptImageId)
                            .storedBytes();
        }
    }

    /** {@code QUOTA_EXCEEDED} unless so many bytes are left. */
    public void require(RequestContext context, String exceptImageId, long bytes) {
        long left = left(context, exceptImageId);
        if (bytes > left) {
            throw exceeded("The size of the data " + bytes + " will exceed the limit. " + left + " bytes remaining.");
        }
    }

    /** The error of a quota that is exceeded. */
    public static VitrineException exceeded(String how) {
        return new VitrineException(ErrorKind.QUOTA_EXCEEDED, "Image exceeds the storage quota: " + how);
    }
}
