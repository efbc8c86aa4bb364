package org.vitrine.property.rules;

import java.util.List;
import java.util.Set;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.identity.RoleNames;

/** Who may do one thing to the properties of one section. */
sealed interface Permission {
    /** Whether that caller may; {@code policies} is asked where a policy decides. */
    boolean permits(RequestContext context, Policies policies);

    /** {@code @} and {@code !}; nothing at all is nobody too (PROP-7). */
    enum Fixed implements Permission {
        EVERYBODY,
        NOBODY;

        @Override
        public boolean permits(RequestContext context, Policies policies) {
            return this == EVERYBODY;
        }
    }

    /** Anybody who has one of these roles, or whose service has it (PROP-5); lower-case. */
    record Roles(Set<String> names) implements Permission {
        @Override
        public boolean permits(RequestContext context, Policies policies) {
            Identity identity = context.identity();
            // Where nobody proves who they are, the caller is an administrator without a role of its own (AUTH-8).
            boolean admin = identity.kind() == Identity.Kind.UNAUTHENTICATED_ADMIN && names.contains("admin");
            return admin || holds(identity.roles()) || holds(identity.serviceRoles());
        }

        private boolean holds(List<String> roles) {
            for (int i = 0; i < roles.size(); i++) {
                if (names.contains(RoleNames.folded(roles.get(i)))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whom a policy allows, without a target (PROP-6). */
    record ByPolicy(String name) implements Permission {
        @Override
        public boolean permits(RequestContext context, Policies policies) {
            return policies.allow(context, name);
        }
    }
}
