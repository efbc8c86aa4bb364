package org.vitrine.core.quota;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.Reservation;
import org.vitrine.spi.quota.ProjectLimits;
import org.vitrine.spi.quota.QuotaResource;

/**
 * What the caller of one request may still have. Checks within {@link #inTurn} are exact however many requests of the
 * project run, on whichever nodes: each sees what those before it were granted. A refusal is {@code QUOTA_EXCEEDED} and
 * names the figures (QUOTA-5).
 *
 * <p>Limits on storage are soft as Glance's are (QUOTA-24): a project that is not over its limit may write once more,
 * and what others of its writes have announced counts as used. Where the operator made them hard, nothing passes them.
 */
public final class Allowance {
    /** Without limits. */
    public static final Allowance UNLIMITED = new Allowance(null, false, null, null);

    private final String projectId;
    private final boolean hard;
    private final Function<Boolean, ProjectLimits> source;
    private final Supplier<Lease<MetadataRepository>> repositories;
    private ProjectLimits limits;

    /** @param source of the limits, new ones when it is given true */
    Allowance(
            String projectId,
            boolean hard,
            Function<Boolean, ProjectLimits> source,
            Supplier<Lease<MetadataRepository>> repositories) {
        this.projectId = projectId;
        this.hard = hard;
        this.source = source;
        this.repositories = repositories;
        limits = source == null ? null : source.apply(false);
    }

    /** Refuses early what cannot be granted; what passes is to be checked again in turn. */
    public void check(QuotaResource resource, long delta) {
        if (limits == null) {
            return;
        }
        withFreshRefusal(() -> {
            try (Lease<MetadataRepository> lease = repositories.get()) {
                require(lease.get(), resource, delta);
            }
            return null;
        });
    }

    /** Does the work in one transaction, alone of all of the project's. It may be done twice, the first time for nothing. */
    public <T> T inTurn(MetadataRepository repository, Supplier<T> work) {
        if (limits == null) {
            return repository.inTransaction(work);
        }
        return withFreshRefusal(() -> repository.inTransaction(() -> {
            repository.takeTurn(projectId);
            return work.get();
        }));
    }

    /** Within a turn: refuses when usage and delta are more than the limit (QUOTA-4). */
    public void require(MetadataRepository repository, QuotaResource resource, long delta) {
        if (limits == null) {
            return;
        }
        long used = Used.by(projectId, repository).of(resource);
        if (isOver(resource, used + delta)) {
            throw refusal(resource, used, delta);
        }
    }

    /**
     * Within a turn: lets a write begin, or refuses it.
     *
     * @param resource one of those that are measured in MiB
     * @param announced the bytes that will come, where the client says so
     * @return how many bytes may come at most
     */
    public long admit(MetadataRepository repository, QuotaResource resource, OptionalLong announced) {
        if (limits == null) {
            return Long.MAX_VALUE;
        }
        require(repository, resource, 0);
        if (!hard || limits.of(resource) < 0) {
            return Long.MAX_VALUE;
        }
        long room = bytes(resource) - Used.by(projectId, repository).bytes(resource);
        if (announced.orElse(1) > room) {
            throw exceeded(repository, resource, announced.orElse(1));
        }
        return room;
    }

    /**
     * Does the work of the transaction that makes what was written count instead of what was reserved for it: in turn,
     * so that nobody sees neither. Where limits are hard, it is undone if the project then were over its limit.
     */
    public void conclude(MetadataRepository repository, QuotaResource resource, Runnable work) {
        inTurn(repository, () -> {
            work.run();
            if (hard && limits.of(resource) >= 0) {
                Used used = Used.by(projectId, repository);
                if (used.bytes(resource) > bytes(resource)) {
                    throw refusal(resource, used.of(resource), 0);
                }
            }
            return null;
        });
    }

    /**
     * What a write into a store reserves: what the client announced, else one unit, so that no two writes count on the
     * same last one.
     */
    public Reservation toStore(OptionalLong announced) {
        return limits == null ? Reservation.NONE : new Reservation(projectId, announced.orElse(Used.MEBIBYTE), 0);
    }

    /** Like {@link #toStore}, for a write into staging. */
    public Reservation toStaging(OptionalLong announced) {
        return limits == null ? Reservation.NONE : new Reservation(projectId, 0, announced.orElse(Used.MEBIBYTE));
    }

    /** The refusal of a write that wants so many bytes more. */
    public VitrineException exceeded(MetadataRepository repository, QuotaResource resource, long bytes) {
        long units = bytes / Used.MEBIBYTE + (bytes % Used.MEBIBYTE == 0 ? 0 : 1);
        return refusal(resource, Used.by(projectId, repository).of(resource), units);
    }

    /** Limits that the driver remembered must not refuse what new ones would grant. */
    private <T> T withFreshRefusal(Supplier<T> work) {
        try {
            return work.get();
        } catch (VitrineException e) {
            if (e.kind() != ErrorKind.QUOTA_EXCEEDED || !limits.remembered()) {
                throw e;
            }
        }
        limits = source.apply(true);
        return work.get();
    }

    private boolean isOver(QuotaResource resource, long proposed) {
        return limits.of(resource) >= 0 && proposed > limits.of(resource);
    }

    private long bytes(QuotaResource resource) {
        long limit = limits.of(resource);
        return limit > Long.MAX_VALUE / Used.MEBIBYTE ? Long.MAX_VALUE : limit * Used.MEBIBYTE;
    }

    private VitrineException refusal(QuotaResource resource, long used, long delta) {
        return new VitrineException(
                ErrorKind.QUOTA_EXCEEDED,
                "Project " + (projectId == null ? "None" : projectId) + " is over a limit for [Resource "
                        + resource.wireName() + " is over limit of " + limits.of(resource) + " due to current usage "
                        + used + " and delta " + delta + "]");
    }
}
