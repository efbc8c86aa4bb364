package org.vitrine.property.rules;

import org.vitrine.domain.identity.RequestContext;

/** Asks the policy engine. */
@FunctionalInterface
interface Policies {
    /** Whether that rule allows the caller to act on nothing in particular; no engine: no. */
    boolean allow(RequestContext context, String rule);
}
