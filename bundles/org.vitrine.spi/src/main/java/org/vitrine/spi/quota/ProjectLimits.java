package org.vitrine.spi.quota;

import java.util.Map;

/**
 * The limits of one project.
 *
 * @param values by resource: negative for no limit; a resource that is missing has the limit 0, which refuses everything
 *     (QUOTA-3)
 * @param remembered whether the driver had them from before: a refusal by such limits is checked again with new ones
 */
public record ProjectLimits(Map<QuotaResource, Long> values, boolean remembered) {
    /** Copies the map. */
    public ProjectLimits {
        values = Map.copyOf(values);
    }

    /** The limit, negative for none. */
    public long of(QuotaResource resource) {
        return values.getOrDefault(resource, 0L);
    }
}
