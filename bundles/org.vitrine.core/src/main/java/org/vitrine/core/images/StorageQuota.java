package org.vitrine.core.images;

import org.vitrine.core.plugins.Lease;
import org.vitrine.core.quota.ProjectQuota;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
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
        if (!applies()) {
            return Long.MAX_VALUE;
        }
        try (Lease<MetadataRepository> lease = access.repository()) {
            return left(lease.get(), context, exceptImageId);
        }
    }

    /** {@code QUOTA_EXCEEDED} unless so many bytes are left. To be checked again in turn before they count. */
    public void require(RequestContext context, String exceptImageId, long bytes) {
        require(bytes, left(context, exceptImageId));
    }

    /**
     * Makes the transaction the only one of the caller's project that comes to its end, so that no two count on the same
     * last bytes. To be called before anything else in it.
     */
    public void takeTurn(MetadataRepository repository, RequestContext context) {
        if (applies()) {
            repository.takeTurn(context.projectId());
        }
    }

    /** In turn: {@code QUOTA_EXCEEDED} unless the project may store all that the image then has. */
    public void require(MetadataRepository repository, RequestContext context, Image after) {
        require(repository, context, after, after.locations().size());
    }

    /** As above, of an image some of whose copies are others' matter. */
    public void require(MetadataRepository repository, RequestContext context, Image after, int copies) {
        if (applies() && after.size() != null) {
            boolean overflows = copies > 0 && after.size() > Long.MAX_VALUE / copies;
            require(overflows ? Long.MAX_VALUE : after.size() * copies, left(repository, context, after.id()));
        }
    }

    private boolean applies() {
        return settings.storageQuota() != 0 && !limits.enabled();
    }

    private long left(MetadataRepository repository, RequestContext context, String exceptImageId) {
        return settings.storageQuota()
                - repository.images().usage(context.projectId(), exceptImageId).storedBytes();
    }

    private static void require(long bytes, long left) {
        if (bytes > left) {
            throw exceeded("The size of the data " + bytes + " will exceed the limit. " + left + " bytes remaining.");
        }
    }

    /** The error of a quota that is exceeded. */
    public static VitrineException exceeded(String how) {
        return new VitrineException(ErrorKind.QUOTA_EXCEEDED, "Image exceeds the storage quota: " + how);
    }
}
