package org.vitrine.identity.keystone;

import java.net.URI;
import java.net.http.HttpRequest;
import org.vitrine.keystone.Deadline;
import org.vitrine.keystone.KeystoneClient;
import org.vitrine.keystone.ServiceUser;
import org.vitrine.keystone.Unavailable;

/** Asks Keystone about tokens (AUTH-3, AUTH-4). */
final class KeystoneTokens {
    private final ServiceUser user;
    private final boolean catalog;

    /** @param catalog whether to ask for the service catalog too */
    KeystoneTokens(ServiceUser user, boolean catalog) {
        this.user = user;
        this.catalog = catalog;
    }

    /**
     * What Keystone says about the token: {@code UNAUTHENTICATED} when it does not know it, {@code UNAVAILABLE} when it
     * says nothing useful.
     *
     * @param allowExpired whether a token that has expired of late is fine
     */
    ConfirmedToken ask(String token, boolean allowExpired, Deadline deadline) {
        KeystoneClient.Answer answer = user.send(root -> validation(root, token, allowExpired), deadline);
        return switch (answer.status()) {
            case 200 -> ConfirmedToken.read(token, answer.json());
            case 404 -> throw Refusal.unauthenticated();
            default -> throw Unavailable.because("Keystone answered a validation with " + answer.status());
        };
    }

    private HttpRequest.Builder validation(URI root, String token, boolean allowExpired) {
        StringBuilder url = new StringBuilder(root.toString()).append("/auth/tokens");
        char mark = '?';
        if (!catalog) {
            url.append(mark).append("nocatalog");
            mark = '&';
        }
        if (allowExpired) {
            url.append(mark).append("allow_expired=1");
        }
        return HttpRequest.newBuilder(URI.create(url.toString()))
                .header("X-Subject-Token", token)
                .header("OpenStack-Identity-Access-Rules", "1");
    }
}
