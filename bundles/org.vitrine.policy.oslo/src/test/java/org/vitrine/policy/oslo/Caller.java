package org.vitrine.policy.oslo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;

/** Callers for tests. */
final class Caller {
    static final RequestContext SERVER = RequestContext.server("req-server");
    static final RequestContext ANONYMOUS = new RequestContext("req-anonymous", Identity.ANONYMOUS, false, "");

    private Caller() {}

    /** Of project {@code p1}, with these roles. */
    static RequestContext with(String... roles) {
        return of(Map.of("user_id", "u1", "project_id", "p1"), List.of(roles), List.of());
    }

    /** Of project {@code p1} with one more attribute. */
    static RequestContext known(String attribute, String value, String... roles) {
        Map<String, String> attributes = new HashMap<>(Map.of("user_id", "u1", "project_id", "p1"));
        attributes.put(attribute, value);
        return of(attributes, List.of(roles), List.of());
    }

    static RequestContext of(Map<String, String> attributes, List<String> roles, List<String> serviceRoles) {
        Identity identity = new Identity(Identity.Kind.CONFIRMED, attributes, roles, serviceRoles, "a-token", null);
        return new RequestContext("req-test", identity, roles.contains("admin"), "127.0.0.1");
    }
}
