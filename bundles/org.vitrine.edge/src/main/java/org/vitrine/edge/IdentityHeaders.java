package org.vitrine.edge;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of the headers that say who is calling: tokens, and what tells identities apart (op:AUTH-1). */
final class IdentityHeaders {
    private static final Set<String> NAMES = names();

    private IdentityHeaders() {}

    /** Whether a header of that name, in whatever case, is one of them. */
    static boolean contain(String name) {
        return NAMES.contains(name);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(
                "X-Auth-Token",
                "X-Storage-Token",
                "X-Service-Token",
                "X-Identity-Status",
                "X-Service-Identity-Status",
                "X-Service-Catalog",
                "X-Is-Admin-Project",
                "X-Roles",
                "X-Service-Roles",
                "X-Role",
                "X-User",
                "X-Tenant-Id",
                "X-Tenant-Name",
                "X-Tenant",
                "OpenStack-System-Scope"));
        for (String prefix : List.of("X-", "X-Service-")) {
            for (String fact : List.of(
                    "Domain-Id",
                    "Domain-Name",
                    "Project-Id",
                    "Project-Name",
                    "Project-Domain-Id",
                    "Project-Domain-Name",
                    "User-Id",
                    "User-Name",
                    "User-Domain-Id",
                    "User-Domain-Name")) {
                names.add(prefix + fact);
            }
        }
        return Collections.unmodifiableSet(names);
    }
}
