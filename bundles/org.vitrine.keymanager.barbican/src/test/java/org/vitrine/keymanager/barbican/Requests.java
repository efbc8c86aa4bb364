package org.vitrine.keymanager.barbican;

import java.util.List;
import java.util.Map;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;

/** Requests of people with tokens. */
final class Requests {
    private Requests() {}

    /** @param catalog as in {@code X-Service-Catalog}, or null */
    static RequestContext with(String token, String catalog) {
        Identity caller = new Identity(
                Identity.Kind.CONFIRMED,
                Map.of("user_id", "u1", "project_id", "p1"),
                List.of("member"),
                List.of(),
                token,
                catalog);
        return new RequestContext("req-test", caller, false, "192.0.2.1");
    }
}
