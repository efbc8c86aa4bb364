package org.vitrine.spi.policy;

import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.driver.Drainable;

/** A policy engine. */
@ConsumerType
public interface PolicyEnforcer extends Drainable {
    /**
     * Whether the caller may do what the rule guards.
     *
     * @param context the caller; one of kind {@code UNAUTHENTICATED_ADMIN} has the role {@code admin} (AUTH-8)
     * @param rule a policy name of contract section 7.2, such as {@code get_image}, or {@code context_is_admin}; an
     *     unknown name is decided by the engine's default rule
     * @param target what it would be done to
     * @throws org.vitrine.domain.error.VitrineException {@code INTERNAL} while there are no good rules to decide by, {@code
     *     UNAVAILABLE} when a rule asks another server and that gives no answer
     */
    Decision decide(RequestContext context, String rule, PolicyTarget target);

    /** Which rule decided, and why, in lines for an operator to read. Not for hot paths. */
    String explain(RequestContext context, String rule, PolicyTarget target);

    /** What an engine says. */
    enum Decision {
        /** Yes. */
        ALLOWED,
        /** No. */
        DENIED
    }
}
