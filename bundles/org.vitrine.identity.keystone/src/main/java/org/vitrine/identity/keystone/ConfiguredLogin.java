package org.vitrine.identity.keystone;

import java.net.URI;
import java.util.Optional;
import org.vitrine.keystone.LoginOptions;
import org.vitrine.keystone.LoginOptions.ApplicationCredential;
import org.vitrine.keystone.LoginOptions.Named;
import org.vitrine.keystone.LoginOptions.Scope;
import org.vitrine.keystone.LoginOptions.User;
import org.vitrine.keystone.ServiceLogin;

/** The service user's login as {@code [keystone_authtoken]} describes it, in its present and in its older words. */
final class ConfiguredLogin {
    private static final Named DEFAULT = new Named("default", "");

    private ConfiguredLogin() {}

    /** @throws IllegalArgumentException with the key in the message when something is missing or contradictory */
    static ServiceLogin of(KeystoneConfig config) {
        boolean old = config.auth_type().isBlank()
                && config.auth_url().isEmpty()
                && !(config.identity_uri().isEmpty() && config.auth_host().isEmpty());
        return old ? ofOldWords(config) : ServiceLogin.of(options(config));
    }

    private static LoginOptions options(KeystoneConfig config) {
        return new LoginOptions(
                config.auth_type(),
                config.auth_url(),
                new User(
                        new Named(config.user_id(), config.username()),
                        config.password(),
                        new Named(config.user_domain_id(), config.user_domain_name())),
                new Scope(
                        new Named(config.project_id(), config.project_name()),
                        new Named(config.project_domain_id(), config.project_domain_name()),
                        new Named(config.domain_id(), config.domain_name()),
                        config.system_scope(),
                        config.trust_id()),
                new Named(config.default_domain_id(), config.default_domain_name()),
                new ApplicationCredential(
                        new Named(config.application_credential_id(), config.application_credential_name()),
                        config.application_credential_secret()),
                config.token(),
                config.endpoint());
    }

    /** AUTH-39. */
    private static ServiceLogin ofOldWords(KeystoneConfig config) {
        URI url = config.identity_uri().isEmpty()
                ? ServiceLogin.server(
                        "auth.host",
                        config.auth_protocol() + "://" + config.auth_host() + ":" + config.auth_port() + "/"
                                + config.auth_admin_prefix())
                : ServiceLogin.server("identity.uri", config.identity_uri());
        if (!config.admin_token().isEmpty()) {
            if (!config.admin_token().chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException("admin.token: no token");
            }
            return new ServiceLogin(url, Optional.empty(), Optional.of(config.admin_token()));
        }
        User user = new User(
                new Named("", required("admin.user", config.admin_user())),
                required("admin.password", config.admin_password()),
                DEFAULT);
        Scope scope = new Scope(new Named("", config.admin_tenant_name()), DEFAULT, Named.NONE, "", "");
        return ServiceLogin.of(new LoginOptions(
                "password", url.toString(), user, scope, Named.NONE, ApplicationCredential.NONE, "", ""));
    }

    private static String required(String key, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + ": missing");
        }
        return value;
    }
}
