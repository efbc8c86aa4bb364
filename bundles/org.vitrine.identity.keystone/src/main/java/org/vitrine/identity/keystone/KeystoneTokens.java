package org.vitrine.identity.keystone;

import java.net.URI;
import java.net.http.HttpRequest;

/** Asks Keystone about tokens (AUTH-3, AUTH-4). */
final class KeystoneTokens {
    private final ServiceUser user;
    private final KeystoneClient client;
    private final boolean catalog;

    /** @param catalog whether to ask for the service catalog too */
    KeystoneTokens(ServiceUser user, KeystoneClient client, boolean catalog) {
        this.user = user;
        this.client = client;
        this.catalog = catalog;
    }

    /**
     * What Keystone says about the token: {@code UNAUTHENTICATED} when it does not know it, {@code UNAVAILABLE} when it
     * says nothing useful.
     *
     * @param allowExpired whether a token that has expired of late is fine
     */
    ConfirmedToken ask(String token, boolean allowExpired, Deadline deadline) {
        ServiceUser.Session session = user.session(deadline);
        KeystoneClient.Answer answer = client.send(validation(session, token, allowExpired), deadline);
        if (answer.status() == 401) {
            user.drop(session);
            answer = client.send(validation(user.session(deadline), token, allowExpired), deadline);
        }
        return switch (answer.status()) {
            case 200 -> ConfirmedToken.read(token, answer.json());
            case 404 -> throw Refusal.unauthenticated();
            default -> throw Refusal.unavailable("Keystone answered a validation with " + answer.status());
        };
    }

    private HttpRequest.Builder validation(ServiceUser.Session session, String token, boolean allowExpired) {
        StringBuilder url = new StringBuilder(session.keystone().toString()).append("/auth/tokens");
        char mark = '?';
        if (!catalog) {
            url.append(mark).append("nocatalog");
            mark = '&';
        }
        if (allowExpired) {
            url.append(mark).append("allow_expired=1");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.toString()))
                .header("Accept", "application/json")
                .header("X-Subject-Token", token)
                .header("OpenStack-Identity-Access-Rules", "1");
        session.token().ifPresent(own -> request.header("X-Auth-Token", own));
        return request;
    }
}
