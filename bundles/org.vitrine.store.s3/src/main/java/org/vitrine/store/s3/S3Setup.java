package org.vitrine.store.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.outbound.Trust;
import org.vitrine.spi.driver.CommaList;

/** What a configuration says, in parts of a store; refuses what cannot work (STORE-S3-21). */
final class S3Setup {
    private static final long MEBIBYTE = 1 << 20;
    private static final int SMALLEST_PART = 5;

    private final S3StoreConfig config;
    private final S3Endpoint endpoint;
    private final BucketAddressing addressing;

    /** @throws Misconfiguration with the key in the message */
    S3Setup(S3StoreConfig config) throws Misconfiguration {
        this.config = config;
        require("s3.store.host", config.s3_store_host());
        require("s3.store.access.key", config.s3_store_access_key());
        require("s3.store.secret.key", config.s3_store_secret_key());
        require("s3.store.bucket", config.s3_store_bucket());
        requireAtLeast("s3.store.large.object.size", config.s3_store_large_object_size(), 1);
        requireAtLeast("s3.store.large.object.chunk.size", config.s3_store_large_object_chunk_size(), SMALLEST_PART);
        requireAtLeast("s3.store.thread.pools", config.s3_store_thread_pools(), 1);
        requireAtLeast("s3.store.connect.timeout", config.s3_store_connect_timeout(), 1);
        requireAtLeast("s3.store.stall.timeout", config.s3_store_stall_timeout(), 1);
        requireAtLeast("s3.store.complete.timeout", config.s3_store_complete_timeout(), 1);
        requireAtLeast("s3.store.attempts", config.s3_store_attempts(), 1);
        endpoint = S3Endpoint.parse(config.s3_store_host());
        addressing = BucketAddressing.parse(config.s3_store_bucket_url_format());
        if (addressing == BucketAddressing.VIRTUAL && (endpoint.isAddress() || !BucketAddressing.isDnsName(bucket()))) {
            throw new Misconfiguration(
                    "s3.store.bucket.url.format: the bucket's name cannot stand before that host"); // STORE-S3-26
        }
    }

    private static void require(String key, String value) throws Misconfiguration {
        if (value.isBlank()) {
            throw new Misconfiguration(key + " is not set");
        }
    }

    private static void requireAtLeast(String key, int value, int least) throws Misconfiguration {
        if (value < least) {
            throw new Misconfiguration(key + " is less than " + least);
        }
    }

    S3Endpoint endpoint() {
        return endpoint;
    }

    String bucket() {
        return config.s3_store_bucket().strip();
    }

    Credentials credentials() {
        return new Credentials(
                config.s3_store_access_key().strip(),
                config.s3_store_secret_key().strip());
    }

    /** Explicit, else what the host's name tells, else empty (STORE-S3-22). */
    String region() {
        String explicit = config.s3_store_region_name().strip();
        return explicit.isEmpty() ? endpoint.region() : explicit;
    }

    OutboundHttp http() throws Misconfiguration {
        try {
            return new OutboundHttp(new OutboundOptions(
                    "vitrine-store-s3",
                    Duration.ofSeconds(config.s3_store_connect_timeout()),
                    Duration.ofSeconds(config.s3_store_stall_timeout()),
                    config.s3_store_attempts(),
                    Trust.of(config.s3_store_cacert(), config.s3_store_insecure()),
                    Optional.empty()));
        } catch (IOException e) {
            throw new Misconfiguration("s3.store.cacert: " + e.getMessage(), e);
        }
    }

    S3Client client(OutboundHttp http) {
        return new S3Client(http, endpoint, addressing, region(), Clock.systemUTC());
    }

    ObjectUpload.Sizes sizes() {
        return new ObjectUpload.Sizes(
                new PartSizes(config.s3_store_large_object_chunk_size() * MEBIBYTE),
                config.s3_store_large_object_size() * MEBIBYTE,
                Duration.ofSeconds(config.s3_store_complete_timeout()));
    }

    /** The hosts that locations may name, without schemes. */
    List<S3Endpoint> formerEndpoints() throws Misconfiguration {
        List<S3Endpoint> former = new ArrayList<>();
        for (String host : CommaList.items(config.s3_store_former_hosts())) {
            former.add(S3Endpoint.parse(host));
        }
        return former;
    }

    /** What locations hold whose objects are reached with today's credentials. */
    Set<String> knownCredentials() throws Misconfiguration {
        for (String pair : CommaList.items(config.s3_store_retired_credentials())) {
            if (pair.indexOf(':') < 1) {
                throw new Misconfiguration("s3.store.retired.credentials: an entry is not ACCESS:SECRET");
            }
        }
        return Stream.concat(
                        Stream.of(credentials().inLocation()),
                        CommaList.items(config.s3_store_retired_credentials()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
