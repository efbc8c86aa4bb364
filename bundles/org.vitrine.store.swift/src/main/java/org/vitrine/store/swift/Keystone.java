package org.vitrine.store.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Body;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.store.swift.SwiftAccount.Domain;

/** As much of Keystone's API v3 as logins and trusts need. Safe for many threads. */
final class Keystone {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST_ANSWER = 4 << 20;

    private final OutboundHttp http;
    private final String root;

    /** @param address with or without the version at its end */
    Keystone(OutboundHttp http, String address) {
        this.http = http;
        String bare = Endpoints.address(address).toString();
        root = bare.endsWith("/v3") ? bare : bare + "/v3";
    }

    /**
     * A token.
     *
     * @param id proves it; never logged
     * @param body what Keystone says about it
     */
    record Token(String id, JsonNode body) {
        Instant expires() {
            try {
                return Instant.parse(body.path("expires_at").asText());
            } catch (DateTimeParseException e) {
                throw new VitrineException(ErrorKind.UNAVAILABLE, "Keystone gave a token without an end", e);
            }
        }

        @Override
        public String toString() {
            return "token";
        }
    }

    /** A token of that account for its project (STORE-SWIFT-43). */
    Token login(SwiftAccount account) {
        int colon = account.user().indexOf(':');
        if (colon < 1) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the user of the Swift account is not PROJECT:USER");
        }
        ObjectNode scope = JSON.createObjectNode();
        domain(scope.putObject("project").put("name", account.user().substring(0, colon)), account.projectDomain());
        return login(account, account.user().substring(colon + 1), scope);
    }

    /** A token of that account with the rights that a trust lends. */
    Token login(SwiftAccount account, String trustId) {
        ObjectNode scope = JSON.createObjectNode();
        scope.putObject("OS-TRUST:trust").put("id", trustId);
        return login(account, account.user().substring(account.user().indexOf(':') + 1), scope);
    }

    private Token login(SwiftAccount account, String user, ObjectNode scope) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode who = identity.putObject("password").putObject("user").put("name", user);
        domain(who, account.userDomain()).put("password", account.key());
        auth.set("scope", scope);
        try (Answer answer = http.send(call("POST", "/auth/tokens").body(Body.of(body.toString())))) {
            return token(answer, answer.header("X-Subject-Token").orElse(""));
        } catch (IOException e) {
            throw SwiftFailure.ofLogin(e);
        }
    }

    private static ObjectNode domain(ObjectNode of, Domain domain) {
        ObjectNode node = of.putObject("domain");
        domain.id()
                .ifPresentOrElse(
                        id -> node.put("id", id),
                        () -> node.put("name", domain.name().orElseThrow()));
        return of;
    }

    /** What there is to know of somebody's own token. */
    Token show(String token) {
        Call call = call("GET", "/auth/tokens").header("X-Auth-Token", token).header("X-Subject-Token", token);
        try (Answer answer = http.send(call)) {
            return token(answer, token);
        } catch (IOException e) {
            throw SwiftFailure.ofLogin(e);
        }
    }

    private static Token token(Answer answer, String id) throws IOException {
        if (!answer.succeeded()) {
            throw SwiftFailure.ofLogin(answer.status());
        }
        JsonNode token = JSON.readTree(answer.text(LONGEST_ANSWER)).path("token");
        if (id.isEmpty() || !token.isObject()) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Keystone gave no token");
        }
        return new Token(id, token);
    }

    /**
     * Lets somebody act as the owner of a token, with its roles in its project (STORE-SWIFT-42); returns the trust's id.
     *
     * @param owner the token
     * @param trustee the user who may
     */
    String trust(Token owner, String trustee) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode trust = body.putObject("trust");
        trust.put("trustor_user_id", owner.body.path("user").path("id").asText());
        trust.put("trustee_user_id", trustee);
        trust.put("project_id", owner.body.path("project").path("id").asText());
        trust.put("impersonation", true);
        owner.body
                .path("roles")
                .forEach(role -> trust.withArray("roles")
                        .addObject()
                        .put("id", role.path("id").asText()));
        Call call = call("POST", "/OS-TRUST/trusts")
                .header("X-Auth-Token", owner.id)
                .body(Body.of(body.toString()))
                .notTwice();
        try (Answer answer = http.send(call)) {
            if (!answer.succeeded()) {
                throw SwiftFailure.ofLogin(answer.status());
            }
            return JSON.readTree(answer.text(LONGEST_ANSWER))
                    .path("trust")
                    .path("id")
                    .asText();
        } catch (IOException e) {
            throw SwiftFailure.ofLogin(e);
        }
    }

    /** Ends a trust. */
    void endTrust(String trustId, String token) {
        try (Answer answer =
                http.send(call("DELETE", "/OS-TRUST/trusts/" + trustId).header("X-Auth-Token", token))) {
            if (!answer.succeeded() && answer.status() != 404) {
                throw SwiftFailure.ofLogin(answer.status());
            }
        } catch (IOException e) {
            throw SwiftFailure.ofLogin(e);
        }
    }

    private Call call(String method, String path) {
        return Call.of(method, URI.create(root + path)).header("Content-Type", "application/json");
    }
}
