package org.vitrine.identity.keystone;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.Identity;
import org.vitrine.keystone.Deadline;
import org.vitrine.keystone.KeystoneClient;
import org.vitrine.keystone.Outage;
import org.vitrine.keystone.ServiceLogin;
import org.vitrine.keystone.ServiceUser;
import org.vitrine.keystone.SharedCalls;
import org.vitrine.outbound.PemFile;
import org.vitrine.outbound.TlsSettings;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.identity.Credentials;
import org.vitrine.spi.identity.IdentityValidator;

/** Takes the tokens of requests to Keystone, once for a while each. Safe for many threads. */
@Component(
        service = IdentityValidator.class,
        configurationPid = "org.vitrine.identity.keystone",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KeystoneConfig.class)
@Driver("keystone")
public final class KeystoneValidator implements IdentityValidator {
    private static final Logger LOG = LoggerFactory.getLogger(KeystoneValidator.class);
    private static final int MAX_TOKEN_LENGTH = 8192;
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");
    private static final List<String> VERSIONS = List.of("", "3", "v3", "3.0", "v3.0", "auto");

    private final Clock clock;
    private final Duration timeout;
    private final boolean refuseWrongServiceTokens;
    private final Set<String> serviceTokenRoles;
    private final boolean serviceTokenRolesRequired;
    private final String serviceType;
    private final TokenBinding binding;
    private final String challenge;
    private final TokenCache cache;
    private final SharedCalls<Call, ConfirmedToken> calls = new SharedCalls<>();
    private final Outage outage = new Outage();
    private final KeystoneClient client;
    private final KeystoneTokens keystone;
    private final Drain drain = new Drain();

    /** Checks the configuration and reads the files it names; connects to nothing yet. */
    @Activate
    public KeystoneValidator(KeystoneConfig config) {
        this(config, Clock.systemUTC(), System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back, for the age of what is remembered */
    KeystoneValidator(KeystoneConfig config, Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        if (!VERSIONS.contains(config.auth_version().strip().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("auth.version: only v3 is served");
        }
        timeout = Duration.ofSeconds(atLeast(1, "validation.timeout", config.validation_timeout()));
        refuseWrongServiceTokens = !config.delay_auth_decision();
        serviceTokenRoles = Set.copyOf(CommaList.items(config.service_token_roles()));
        serviceTokenRolesRequired = config.service_token_roles_required();
        serviceType = config.service_type().strip();
        binding = TokenBinding.of(config.enforce_token_bind());
        cache = new TokenCache(
                Duration.ofSeconds(atLeast(-1, "token.cache.time", config.token_cache_time())),
                atLeast(1, "token.cache.entries", config.token_cache_entries()),
                atLeast(1, "token.cache.bytes", config.token_cache_bytes()),
                nanoTime);
        ServiceLogin login = ConfiguredLogin.of(config);
        challenge = challenge(config, login);
        int callTimeout = atLeast(0, "http.connect.timeout", config.http_connect_timeout());
        client = new KeystoneClient(
                "vitrine-identity-keystone",
                tls(config).context(),
                callTimeout == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(callTimeout)),
                atLeast(0, "http.request.max.retries", config.http_request_max_retries()),
                outage);
        ServiceUser user =
                new ServiceUser(login, List.of(endpointInterface(config)), given(config.region_name()), client, clock);
        keystone = new KeystoneTokens(user, config.include_service_catalog());
        announce(config, login);
    }

    @Override
    public Identity validate(Credentials credentials) {
        String sent = credentials.header("X-Auth-Token");
        String token = wellFormed(sent == null ? credentials.header("X-Storage-Token") : sent);
        Deadline deadline = Deadline.after(timeout);
        Optional<ConfirmedToken> service = service(credentials.header("X-Service-Token"), deadline);
        boolean allowExpired = service.isPresent() && vouches(service.get());
        ConfirmedToken user = confirmed(token, allowExpired, deadline);
        if (service.isPresent()) {
            requireServiceTypeIfRuled(user);
            return user.with(service.get());
        }
        if (!binding.permits(user.binds())) {
            throw Refusal.unauthenticated();
        }
        requireAccessRule(user, credentials);
        return user.identity();
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of(challenge);
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Deactivate
    void close() {
        drain.close(Drainable.DRAIN_TIMEOUT);
        client.close();
    }

    /** How many tokens are remembered. */
    int remembered() {
        return cache.size();
    }

    /** A call that several threads may want at once: with {@code allowExpired} it is another one. */
    private record Call(TokenKey key, boolean allowExpired) {}

    /** The service token (AUTH-9); nothing when there is none, or when it is wrong and the request goes on without. */
    private Optional<ConfirmedToken> service(String token, Deadline deadline) {
        if (token == null || token.isBlank()) {
            return Optional.empty();
        }
        ConfirmedToken service;
        try {
            service = confirmed(wellFormed(token), false, deadline);
        } catch (VitrineException e) {
            if (e.kind() != ErrorKind.UNAUTHENTICATED || refuseWrongServiceTokens) {
                throw e;
            }
            return Optional.empty();
        }
        boolean wrong = serviceTokenRolesRequired && !vouches(service) || !binding.permits(service.binds());
        if (wrong && refuseWrongServiceTokens) {
            throw Refusal.unauthenticated();
        }
        return wrong ? Optional.empty() : Optional.of(service);
    }

    private boolean vouches(ConfirmedToken service) {
        return service.roleNames().stream().anyMatch(serviceTokenRoles::contains);
    }

    /** What Keystone says about the token, remembered or asked; {@code UNAUTHENTICATED} when there is no good one. */
    private ConfirmedToken confirmed(String token, boolean allowExpired, Deadline deadline) {
        TokenKey key = TokenKey.of(token);
        ConfirmedToken known = cache.find(key);
        if (known == null) {
            known = outage.guard(() ->
                    calls.call(new Call(key, allowExpired), deadline, () -> ask(key, token, allowExpired, deadline)));
        }
        if (!allowExpired && known.expired(clock.millis())) {
            throw Refusal.unauthenticated();
        }
        return known;
    }

    private ConfirmedToken ask(TokenKey key, String token, boolean allowExpired, Deadline deadline) {
        ConfirmedToken known = cache.find(key); // the call before this one may have ended since
        if (known == null) {
            known = keystone.ask(token, allowExpired, deadline);
            cache.remember(key, known);
        }
        return known;
    }

    /** A token is a line of visible ASCII characters; anything else never comes near a header. */
    private static String wellFormed(String sent) {
        if (sent == null || sent.length() > MAX_TOKEN_LENGTH) {
            throw Refusal.unauthenticated();
        }
        String token = sent.strip();
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                throw Refusal.unauthenticated();
            }
        }
        if (token.isEmpty()) {
            throw Refusal.unauthenticated();
        }
        return token;
    }

    /** AUTH-12, for an application credential that may not be used for everything. */
    private void requireAccessRule(ConfirmedToken user, Credentials request) {
        requireServiceTypeIfRuled(user);
        boolean allowed = user.accessRules().isEmpty()
                || user.accessRules().get().stream()
                        .anyMatch(rule -> rule.allows(serviceType, request.method(), request.path()));
        if (!allowed) {
            LOG.debug("An application credential's access rules do not allow the request");
            throw Refusal.unauthenticated();
        }
    }

    private void requireServiceTypeIfRuled(ConfirmedToken user) {
        if (user.accessRules().isPresent() && !user.serviceTypes().contains(serviceType)) {
            LOG.debug("service.type names no service in the catalog of a token with access rules");
            throw Refusal.unauthenticated();
        }
    }

    private static String challenge(KeystoneConfig config, ServiceLogin login) {
        String uri = given(config.www_authenticate_uri()).orElse(login.url().toString());
        boolean plain = uri.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
        if (!plain) {
            throw new IllegalArgumentException("www.authenticate.uri: no URI");
        }
        return "Keystone uri=\"" + uri + "\"";
    }

    /** AUTH-19. */
    private static TlsSettings tls(KeystoneConfig config) {
        return new TlsSettings(
                config.insecure(),
                PemFile.of("cafile", config.cafile()),
                PemFile.of("certfile", config.certfile()),
                PemFile.of("keyfile", config.keyfile()));
    }

    private static String endpointInterface(KeystoneConfig config) {
        String name = config.interface$().strip();
        String bare = name.endsWith("URL") ? name.substring(0, name.length() - 3) : name;
        if (!INTERFACES.contains(bare)) {
            throw new IllegalArgumentException("interface: must be one of " + INTERFACES);
        }
        return bare;
    }

    private static void announce(KeystoneConfig config, ServiceLogin login) {
        LOG.info("Identity driver keystone asks {} (org.vitrine.identity.keystone)", login.url());
        if (config.www_authenticate_uri().isBlank()) {
            LOG.warn("www.authenticate.uri is not set: clients are sent to auth.url, which they may not reach");
        }
        if (!config.delay_auth_decision()) {
            LOG.warn(
                    "delay.auth.decision is false: wrong service tokens are refused; allow.anonymous.access decides on the rest");
        }
        if (config.insecure()) {
            LOG.warn("insecure is true: anybody on the way to Keystone can read the password and forge identities");
        }
    }

    private static Optional<String> given(String value) {
        return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private static int atLeast(int least, String key, int value) {
        return (int) atLeast(least, key, (long) value);
    }

    private static long atLeast(int least, String key, long value) {
        if (value < least) {
            throw new IllegalArgumentException(key + ": must be at least " + least);
        }
        return value;
    }
}
