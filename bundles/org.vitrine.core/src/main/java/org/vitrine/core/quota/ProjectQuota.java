package org.vitrine.core.quota;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.plugins.CurrentLimits;
import org.vitrine.core.plugins.CurrentRepository;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.quota.ProjectLimits;
import org.vitrine.spi.quota.QuotaLimits;
import org.vitrine.spi.quota.QuotaResource;

/** The limits of projects, where the operator has switched them on. A request counts against its caller's project (QUOTA-26). */
@Component(service = ProjectQuota.class)
public final class ProjectQuota {
    private final CurrentLimits limits;
    private final CurrentRepository repositories;

    /** Uses the drivers of the moment. */
    @Activate
    public ProjectQuota(@Reference CurrentLimits limits, @Reference CurrentRepository repositories) {
        this.limits = limits;
        this.repositories = repositories;
    }

    /** Whether there are limits at all. */
    public boolean enabled() {
        return limits.enabled();
    }

    /**
     * What the caller may still have, to be asked for once a request. {@code UNAVAILABLE} when the driver is not there,
     * {@code INTERNAL} when it cannot learn the limits.
     */
    public Allowance of(RequestContext context) {
        if (!limits.enabled()) {
            return Allowance.UNLIMITED;
        }
        return new Allowance(
                context.projectId(), limits.hard(), anew -> learn(context.projectId(), anew), repositories::lease);
    }

    /** How the caller's project stands with each resource (DISC-5); empty when there are no limits. */
    public Map<QuotaResource, Standing> report(RequestContext context) {
        if (!limits.enabled()) {
            return Map.of();
        }
        ProjectLimits learned = learn(context.projectId(), false);
        Map<QuotaResource, Standing> report = new EnumMap<>(QuotaResource.class);
        try (Lease<MetadataRepository> lease = repositories.lease()) {
            Used used = Used.by(context.projectId(), lease.get());
            for (QuotaResource resource : QuotaResource.values()) {
                report.put(resource, new Standing(used.of(resource), learned.of(resource)));
            }
        }
        return report;
    }

    private ProjectLimits learn(String projectId, boolean anew) {
        try (Lease<QuotaLimits> lease = limits.lease()) {
            return lease.get().limits(Optional.ofNullable(projectId), anew);
        }
    }
}
