package org.vitrine.spi.property;

import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drainable;

/** Says who may touch which additional property (contract section 25). */
@ConsumerType
public interface PropertyProtection extends Drainable {
    /** Whether the caller may do that to an additional property of that name. No matching rule: no (PP-1). */
    boolean permits(String property, Action action, RequestContext context);

    /** What can be done to a property. */
    enum Action {
        /** Set one that the image lacks. */
        CREATE,
        /** See it. */
        READ,
        /** Change its value. */
        UPDATE,
        /** Remove it. */
        DELETE
    }
}
