package org.vitrine.quota.limits;

import org.vitrine.keystone.LoginOptions;
import org.vitrine.keystone.LoginOptions.ApplicationCredential;
import org.vitrine.keystone.LoginOptions.Named;
import org.vitrine.keystone.LoginOptions.Scope;
import org.vitrine.keystone.LoginOptions.User;
import org.vitrine.outbound.PemFile;
import org.vitrine.outbound.TlsSettings;

/** How the configuration says to prove oneself to Keystone, and whom to believe there (QUOTA-12). */
final class Logins {
    private Logins() {}

    static LoginOptions options(LimitsConfig config) {
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

    static TlsSettings tls(LimitsConfig config) {
        return new TlsSettings(
                config.insecure(),
                PemFile.of("cafile", config.cafile()),
                PemFile.of("certfile", config.certfile()),
                PemFile.of("keyfile", config.keyfile()));
    }
}
