package org.vitrine.store.swift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.outbound.Trust;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.store.swift.CallerAccess.Trustee;
import org.vitrine.store.swift.SwiftAccount.Domain;

/** What a configuration says, in parts of a store; refuses what cannot work. */
final class SwiftSetup {
    private static final long MEBIBYTE = 1 << 20;
    private static final int LONGEST_SEED = 32;
    private static final Set<String> ENDPOINT_TYPES = Set.of("publicURL", "internalURL", "adminURL");

    private final SwiftStoreConfig config;
    private final Clock clock;
    private final Map<String, SwiftAccount> accounts;
    private final OutboundHttp http;

    /** @throws Misconfiguration with the key in the message */
    SwiftSetup(SwiftStoreConfig config, Clock clock) throws Misconfiguration {
        this.config = config;
        this.clock = clock;
        requireRanges();
        accounts = accounts();
        if (config.swift_store_multi_tenant()) {
            if (!config.swift_store_config_file().isBlank()) {
                throw new Misconfiguration("swift.store.config.file: not together with swift.store.multi.tenant");
            }
        } else if (!accounts.containsKey(config.default_swift_reference())) {
            throw new Misconfiguration(
                    config.swift_store_config_file().isBlank()
                            ? "swift.store.auth.address, swift.store.user or swift.store.key is not set"
                            : "default.swift.reference: the accounts file has no such section");
        }
        buffers();
        http = http();
    }

    private void requireRanges() throws Misconfiguration {
        requireBetween("swift.store.large.object.size", config.swift_store_large_object_size(), 1, Integer.MAX_VALUE);
        requireBetween(
                "swift.store.large.object.chunk.size",
                config.swift_store_large_object_chunk_size(),
                1,
                Integer.MAX_VALUE);
        requireBetween(
                "swift.store.multiple.containers.seed", config.swift_store_multiple_containers_seed(), 0, LONGEST_SEED);
        requireBetween(
                "swift.store.expire.soon.interval", config.swift_store_expire_soon_interval(), 0, Integer.MAX_VALUE);
        requireBetween("swift.store.retry.get.count", config.swift_store_retry_get_count(), 0, Integer.MAX_VALUE);
        requireBetween("swift.store.connect.timeout", config.swift_store_connect_timeout(), 1, Integer.MAX_VALUE);
        requireBetween("swift.store.stall.timeout", config.swift_store_stall_timeout(), 1, Integer.MAX_VALUE);
        requireBetween("swift.store.manifest.timeout", config.swift_store_manifest_timeout(), 1, Integer.MAX_VALUE);
        requireBetween("swift.store.attempts", config.swift_store_attempts(), 1, Integer.MAX_VALUE);
        if (!ENDPOINT_TYPES.contains(config.swift_store_endpoint_type().strip())) {
            throw new Misconfiguration("swift.store.endpoint.type is none of " + ENDPOINT_TYPES);
        }
        requireName("swift.store.container", config.swift_store_container());
        if (!config.swift_store_segments_container().isBlank()) {
            requireName("swift.store.segments.container", config.swift_store_segments_container());
        }
    }

    private static void requireBetween(String key, int value, int least, int most) throws Misconfiguration {
        if (value < least || value > most) {
            throw new Misconfiguration(key + " is not between " + least + " and " + most);
        }
    }

    private static void requireName(String key, String name) throws Misconfiguration {
        if (name.isBlank() || name.contains("/")) {
            throw new Misconfiguration(key + " is no name of a container");
        }
    }

    private Map<String, SwiftAccount> accounts() throws Misconfiguration {
        if (!config.swift_store_config_file().isBlank()) {
            return AccountsFile.read(config.swift_store_config_file().strip(), config.swift_store_auth_version());
        }
        boolean given = Stream.of(
                        config.swift_store_auth_address(), config.swift_store_user(), config.swift_store_key())
                .noneMatch(String::isBlank);
        if (!given) {
            return Map.of();
        }
        Map<String, SwiftAccount> one = new HashMap<>();
        one.put(
                config.default_swift_reference(),
                new SwiftAccount(
                        AccountsFile.version(config.swift_store_auth_version()),
                        config.swift_store_auth_address().strip(),
                        config.swift_store_user().strip(),
                        config.swift_store_key().strip(),
                        Domain.DEFAULT,
                        Domain.DEFAULT));
        return one;
    }

    private OutboundHttp http() throws Misconfiguration {
        try {
            return new OutboundHttp(new OutboundOptions(
                    "vitrine-store-swift",
                    Duration.ofSeconds(config.swift_store_connect_timeout()),
                    Duration.ofSeconds(config.swift_store_stall_timeout()),
                    config.swift_store_attempts(),
                    Trust.of(config.swift_store_cacert(), config.swift_store_auth_insecure()),
                    Optional.empty()));
        } catch (IOException e) {
            throw new Misconfiguration("swift.store.cacert: " + e.getMessage(), e);
        }
    }

    private Optional<Path> buffers() throws Misconfiguration {
        if (!config.swift_buffer_on_upload()) {
            return Optional.empty();
        }
        try {
            Path directory = Path.of(config.swift_upload_buffer_dir().strip());
            if (directory.isAbsolute() && Files.isDirectory(directory) && Files.isWritable(directory)) {
                return Optional.of(directory);
            }
        } catch (InvalidPathException e) {
            throw new Misconfiguration("swift.upload.buffer.dir is no path", e);
        }
        throw new Misconfiguration("swift.upload.buffer.dir is no directory that can be written");
    }

    /** For closing. */
    OutboundHttp connections() {
        return http;
    }

    SwiftBlobs blobs() throws Misconfiguration {
        return new SwiftBlobs(new SwiftBlobs.Settings(
                config.swift_store_large_object_size() * MEBIBYTE,
                config.swift_store_large_object_chunk_size() * MEBIBYTE,
                optional(config.swift_store_segments_container()),
                config.swift_store_create_container_on_put(),
                config.swift_store_retry_get_count(),
                CommaList.items(config.swift_store_admin_tenants()),
                buffers()));
    }

    /** As the server itself sees it. */
    Tenancy home() {
        if (config.swift_store_multi_tenant()) {
            return tenant(Optional.empty());
        }
        var naming = new SingleTenant.Naming(
                config.default_swift_reference(),
                !config.swift_store_config_file().isBlank(),
                config.swift_store_container().strip(),
                config.swift_store_multiple_containers_seed(),
                patience());
        return new SingleTenant(
                http, accounts, this::login, login -> new AccountAccess(login, margin(), clock), naming);
    }

    private Login login(SwiftAccount account) {
        return account.version() == 1
                ? new TempAuthLogin(http, account, endpoints(), clock)
                : new KeystoneLogin(new Keystone(http, account.address()), account, endpoints());
    }

    /** As a caller sees it; absent when it is the same for all of them. */
    Optional<Tenancy> of(RequestContext caller) {
        if (!config.swift_store_multi_tenant()) {
            return Optional.empty();
        }
        if (caller.identity().kind() == Identity.Kind.UNAUTHENTICATED_ADMIN) {
            return Optional.of(tenant(Optional.empty())); // the server itself
        }
        Access access = new CallerAccess(caller.identity(), endpoints(), trustee(), margin(), clock);
        return Optional.of(tenant(Optional.of(access)));
    }

    private Tenancy tenant(Optional<Access> caller) {
        return new CallersTenant(http, caller, config.swift_store_container().strip(), patience());
    }

    private Optional<Trustee> trustee() {
        SwiftAccount account = accounts.get(config.default_swift_reference());
        if (!config.swift_store_use_trusts() || account == null || account.version() == 1) {
            return Optional.empty();
        }
        return Optional.of(new Trustee(new Keystone(http, account.address()), account));
    }

    private Endpoints endpoints() {
        return new Endpoints(
                optional(config.swift_store_endpoint()),
                config.swift_store_service_type().strip(),
                config.swift_store_endpoint_type().strip(),
                optional(config.swift_store_region()));
    }

    private Duration margin() {
        return Duration.ofSeconds(config.swift_store_expire_soon_interval());
    }

    private Duration patience() {
        return Duration.ofSeconds(config.swift_store_manifest_timeout());
    }

    private static Optional<String> optional(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
