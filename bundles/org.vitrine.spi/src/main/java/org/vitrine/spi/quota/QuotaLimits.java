package org.vitrine.spi.quota;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.spi.driver.Drainable;

/** Says how much a project may have (contract section 12, QUOTA-1 to QUOTA-7). */
@ConsumerType
public interface QuotaLimits extends Drainable {
    /**
     * The limits of a project. Limits that cannot be learned are {@code INTERNAL} (QUOTA-6).
     *
     * @param projectId nothing for a caller without a project, for whom the defaults hold
     * @param anew whether what the driver remembers will not do
     */
    ProjectLimits limits(Optional<String> projectId, boolean anew);
}
