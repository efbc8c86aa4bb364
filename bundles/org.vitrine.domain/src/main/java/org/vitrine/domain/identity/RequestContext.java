package org.vitrine.domain.identity;

import java.util.Objects;
import org.vitrine.domain.image.Viewer;

/**
 * One request's caller and name, passed as the first argument from the HTTP edge on.
 *
 * @param requestId the value of {@code x-openstack-request-id} as stored on tasks (REQ-2)
 * @param identity who is calling
 * @param admin what the policy {@code context_is_admin} said (AUTH-11), or true for an unauthenticated admin
 * @param remoteAddress the caller's address, after proxy headers where those are honoured
 */
public record RequestContext(String requestId, Identity identity, boolean admin, String remoteAddress) {
    /** Checks that nothing is null. */
    public RequestContext {
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(remoteAddress);
    }

    /** The server's own work: an administrator without user and project. */
    public static RequestContext server(String requestId) {
        return new RequestContext(requestId, Identity.UNAUTHENTICATED_ADMIN, true, "");
    }

    /** The caller's project, or null. */
    public String projectId() {
        return identity.projectId();
    }

    /** The caller's user, or null. */
    public String userId() {
        return identity.userId();
    }

    /** Whether the caller may only read (AUTH-9). */
    public boolean readOnly() {
        return identity.kind() == Identity.Kind.ANONYMOUS;
    }

    /** Through whose eyes the database is read for this caller. */
    public Viewer viewer() {
        return new Viewer(projectId(), admin);
    }
}
