package org.vitrine.keystone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitrine.keystone.LoginOptions.Named;

/**
 * How this server proves itself to Keystone (AUTH-17, AUTH-40).
 *
 * @param url where Keystone is, with or without a version
 * @param request the JSON with which a token is asked for; nothing when there is nothing to ask
 * @param token the token to use when nothing is asked; nothing to send none
 */
public record ServiceLogin(URI url, Optional<String> request, Optional<String> token) {
    /** @throws IllegalArgumentException with the option, dots for underscores, in the message when something is missing or contradictory */
    public static ServiceLogin of(LoginOptions options) {
        String type = options.type().strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "", "password", "v3password" -> asking(options, "password", password(options), true);
            case "token", "v3token" -> asking(options, "token", token(options), true);
            case "v3applicationcredential" ->
                asking(options, "application_credential", applicationCredential(options), false);
            case "none" ->
                new ServiceLogin(
                        server("endpoint", first(options.endpoint(), options.url())),
                        Optional.empty(),
                        Optional.empty());
            default -> throw new IllegalArgumentException("auth.type: unknown value " + type);
        };
    }

    /**
     * The URL of a server, without slashes at its end.
     *
     * @throws IllegalArgumentException with the key in the message, and nothing of the text, when it is none
     */
    public static URI server(String key, String text) {
        try {
            String bare = text.strip();
            while (bare.endsWith("/")) {
                bare = bare.substring(0, bare.length() - 1);
            }
            URI url = new URI(required(key, bare));
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
                throw new IllegalArgumentException(key + ": no URL of a server");
            }
            if (url.getUserInfo() != null) {
                throw new IllegalArgumentException(key + ": a user name or password has no place in the URL");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key + ": no URL", e);
        }
    }

    /** Nothing of this may be logged. */
    @Override
    public String toString() {
        return "ServiceLogin at " + url;
    }

    private static ServiceLogin asking(LoginOptions options, String method, ObjectNode proof, boolean scoped) {
        ObjectNode auth = object();
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        identity.set(method, proof);
        URI url = server("auth.url", options.url());
        if (scoped) {
            scope(options).ifPresent(node -> auth.set("scope", node));
        }
        ObjectNode request = object().set("auth", auth);
        return new ServiceLogin(url, Optional.of(request.toString()), Optional.empty());
    }

    private static ObjectNode password(LoginOptions options) {
        ObjectNode user = user(options);
        user.put("password", required("password", options.user().password()));
        return object().set("user", user);
    }

    private static ObjectNode token(LoginOptions options) {
        return object().put("id", required("token", options.token()));
    }

    private static ObjectNode applicationCredential(LoginOptions options) {
        Named self = options.credential().self();
        ObjectNode proof = object();
        if (self.id().isEmpty()) {
            proof.put("name", required("application.credential.id", self.name()));
            proof.set("user", user(options));
        } else {
            proof.put("id", self.id());
        }
        return proof.put(
                "secret",
                required("application.credential.secret", options.credential().secret()));
    }

    private static ObjectNode user(LoginOptions options) {
        Named self = options.user().self();
        if (!self.id().isEmpty()) {
            return object().put("id", self.id());
        }
        ObjectNode user = object().put("name", required("username", self.name()));
        return user.set("domain", domain("user", options.user().domain(), options));
    }

    private static Optional<ObjectNode> scope(LoginOptions options) {
        LoginOptions.Scope scope = options.scope();
        List<ObjectNode> scopes = new ArrayList<>();
        if (!scope.project().id().isEmpty()) {
            scopes.add(
                    object().set("project", object().put("id", scope.project().id())));
        } else if (!scope.project().name().isEmpty()) {
            ObjectNode project = object().put("name", scope.project().name());
            project.set("domain", domain("project", scope.projectDomain(), options));
            scopes.add(object().set("project", project));
        }
        if (!scope.domain().id().isEmpty() || !scope.domain().name().isEmpty()) {
            scopes.add(object().set("domain", domain("", scope.domain(), options)));
        }
        if (!scope.system().isEmpty()) {
            if (!"all".equals(scope.system())) {
                throw new IllegalArgumentException("system.scope: only all is known");
            }
            scopes.add(object().set("system", object().put("all", true)));
        }
        if (!scope.trustId().isEmpty()) {
            scopes.add(object().set("OS-TRUST:trust", object().put("id", scope.trustId())));
        }
        if (scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "project.name: at most one of project, domain, system.scope and trust.id may be given");
        }
        return scopes.stream().findFirst();
    }

    private static ObjectNode domain(String whose, Named own, LoginOptions options) {
        if (!own.id().isEmpty()) {
            return object().put("id", own.id());
        }
        if (!own.name().isEmpty()) {
            return object().put("name", own.name());
        }
        Named byDefault = options.defaultDomain();
        if (!byDefault.id().isEmpty()) {
            return object().put("id", byDefault.id());
        }
        return object().put("name", required(whose + ".domain.name", byDefault.name()));
    }

    private static String required(String key, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + ": missing");
        }
        return value;
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
