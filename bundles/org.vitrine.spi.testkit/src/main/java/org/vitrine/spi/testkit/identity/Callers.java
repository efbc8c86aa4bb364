package org.vitrine.spi.testkit.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;

/** Who calls in a test. Users are named after their project. */
public final class Callers {
    private static final String ADDRESS = "192.0.2.1";

    private Callers() {}

    /** One who may read and write in its project. */
    public static RequestContext member(String project) {
        return confirmed(project, false, "member", "reader");
    }

    /** One who may read in its project. */
    public static RequestContext reader(String project) {
        return confirmed(project, false, "reader");
    }

    /** One without any role. */
    public static RequestContext nobody(String project) {
        return confirmed(project, false);
    }

    /** An administrator whose token is for that project. */
    public static RequestContext admin(String project) {
        return confirmed(project, true, "admin", "member", "reader");
    }

    /** An administrator as a server without authentication sees everybody (AUTH-8). */
    public static RequestContext unauthenticatedAdmin() {
        return new RequestContext("req-test", Identity.UNAUTHENTICATED_ADMIN, true, ADDRESS);
    }

    /** One who gave no valid credentials to a server that lets such callers read (AUTH-9). */
    public static RequestContext anonymous() {
        return new RequestContext("req-test", Identity.ANONYMOUS, false, ADDRESS);
    }

    /**
     * One with these roles.
     *
     * @param project null for none
     */
    public static RequestContext confirmed(String project, boolean admin, String... roles) {
        Map<String, String> attributes = new HashMap<>();
        if (project != null) {
            attributes.put("project_id", project);
            attributes.put("user_id", "user-" + project);
        }
        Identity identity =
                new Identity(Identity.Kind.CONFIRMED, attributes, List.of(roles), List.of(), "token-of-a-test", null);
        return new RequestContext("req-test", identity, admin, ADDRESS);
    }
}
