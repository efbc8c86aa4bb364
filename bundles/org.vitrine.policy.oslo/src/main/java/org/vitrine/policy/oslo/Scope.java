package org.vitrine.policy.oslo;

import java.util.Map;
import org.vitrine.domain.identity.RequestContext;

/** What a token is for (POL-40). */
enum Scope {
    SYSTEM,
    DOMAIN,
    PROJECT;

    static Scope of(RequestContext context) {
        Map<String, String> attributes = context.identity().attributes();
        if (given(attributes.get("system_scope"))) {
            return SYSTEM;
        }
        return given(attributes.get("domain_id")) ? DOMAIN : PROJECT;
    }

    private static boolean given(String value) {
        return value != null && !value.isEmpty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
