package org.vitrine.identity.keystone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How this server proves itself to Keystone (AUTH-17, AUTH-39, AUTH-40).
 *
 * @param url where Keystone is, with or without a version
 * @param request the JSON with which a token is asked for; nothing when there is nothing to ask
 * @param token the token to use when nothing is asked; nothing to send none
 */
record ServiceLogin(URI url, Optional<String> request, Optional<String> token) {
    /** @throws IllegalArgumentException with the key in the message when something is missing or contradictory */
    static ServiceLogin of(KeystoneConfig config) {
        String type = config.auth_type().strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "password", "v3password" -> asking(config, "password", password(config), true);
            case "token", "v3token" -> asking(config, "token", token(config), true);
            case "v3applicationcredential" ->
                asking(config, "application_credential", applicationCredential(config), false);
            case "none" ->
                new ServiceLogin(
                        url("endpoint", first(config.endpoint(), config.auth_url())),
                        Optional.empty(),
                        Optional.empty());
            case "" -> ofNoType(config);
            default -> throw new IllegalArgumentException("auth.type: unknown value " + type);
        };
    }

    /** Nothing of this may be logged. */
    @Override
    public String toString() {
        return "ServiceLogin at " + url;
    }

    private static ServiceLogin ofNoType(KeystoneConfig config) {
        if (!config.auth_url().isEmpty()) {
            return asking(config, "password", password(config), true);
        }
        if (config.identity_uri().isEmpty() && config.auth_host().isEmpty()) {
            throw new IllegalArgumentException("auth.url: missing");
        }
        URI url = config.identity_uri().isEmpty()
                ? url(
                        "auth.host",
                        config.auth_protocol() + "://" + config.auth_host() + ":" + config.auth_port() + "/"
                                + config.auth_admin_prefix())
                : url("identity.uri", config.identity_uri());
        if (!config.admin_token().isEmpty()) {
            if (!config.admin_token().chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException("admin.token: no token");
            }
            return new ServiceLogin(url, Optional.empty(), Optional.of(config.admin_token()));
        }
        ObjectNode user = object().put("name", required("admin.user", config.admin_user()));
        user.put("password", required("admin.password", config.admin_password()));
        user.putObject("domain").put("id", "default");
        ObjectNode scope = object();
        ObjectNode project = scope.putObject("project").put("name", config.admin_tenant_name());
        project.putObject("domain").put("id", "default");
        return asking(url, "password", object().set("user", user), Optional.of(scope));
    }

    private static ServiceLogin asking(KeystoneConfig config, String method, ObjectNode proof, boolean scoped) {
        return asking(url("auth.url", config.auth_url()), method, proof, scoped ? scope(config) : Optional.empty());
    }

    private static ServiceLogin asking(URI url, String method, ObjectNode proof, Optional<ObjectNode> scope) {
        ObjectNode auth = object();
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        identity.set(method, proof);
        scope.ifPresent(node -> auth.set("scope", node));
        ObjectNode request = object().set("auth", auth);
        return new ServiceLogin(url, Optional.of(request.toString()), Optional.empty());
    }

    private static ObjectNode password(KeystoneConfig config) {
        ObjectNode user = user(config);
        user.put("password", required("password", config.password()));
        return object().set("user", user);
    }

    private static ObjectNode token(KeystoneConfig config) {
        return object().put("id", required("token", config.token()));
    }

    private static ObjectNode applicationCredential(KeystoneConfig config) {
        ObjectNode proof = object();
        if (config.application_credential_id().isEmpty()) {
            proof.put("name", required("application.credential.id", config.application_credential_name()));
            proof.set("user", user(config));
        } else {
            proof.put("id", config.application_credential_id());
        }
        return proof.put("secret", required("application.credential.secret", config.application_credential_secret()));
    }

    private static ObjectNode user(KeystoneConfig config) {
        if (!config.user_id().isEmpty()) {
            return object().put("id", config.user_id());
        }
        ObjectNode user = object().put("name", required("username", config.username()));
        return user.set("domain", domain("user", config.user_domain_id(), config.user_domain_name(), config));
    }

    private static Optional<ObjectNode> scope(KeystoneConfig config) {
        List<ObjectNode> scopes = new ArrayList<>();
        if (!config.project_id().isEmpty()) {
            scopes.add(object().set("project", object().put("id", config.project_id())));
        } else if (!config.project_name().isEmpty()) {
            ObjectNode project = object().put("name", config.project_name());
            project.set("domain", domain("project", config.project_domain_id(), config.project_domain_name(), config));
            scopes.add(object().set("project", project));
        }
        if (!config.domain_id().isEmpty() || !config.domain_name().isEmpty()) {
            scopes.add(object().set("domain", domain("", config.domain_id(), config.domain_name(), config)));
        }
        if (!config.system_scope().isEmpty()) {
            if (!"all".equals(config.system_scope())) {
                throw new IllegalArgumentException("system.scope: only all is known");
            }
            scopes.add(object().set("system", object().put("all", true)));
        }
        if (!config.trust_id().isEmpty()) {
            scopes.add(object().set("OS-TRUST:trust", object().put("id", config.trust_id())));
        }
        if (scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "project.name: at most one of project, domain, system.scope and trust.id may be given");
        }
        return scopes.stream().findFirst();
    }

    private static ObjectNode domain(String whose, String id, String name, KeystoneConfig config) {
        if (!id.isEmpty()) {
            return object().put("id", id);
        }
        if (!name.isEmpty()) {
            return object().put("name", name);
        }
        if (!config.default_domain_id().isEmpty()) {
            return object().put("id", config.default_domain_id());
        }
        return object().put("name", required(whose + ".domain.name", config.default_domain_name()));
    }

    private static URI url(String key, String text) {
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
