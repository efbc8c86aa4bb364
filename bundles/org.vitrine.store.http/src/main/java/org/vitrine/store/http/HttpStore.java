package org.vitrine.store.http;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.outbound.Span;
import org.vitrine.outbound.Trust;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.store.ByteSource;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.store.StoredBlob;
import org.vitrine.spi.store.WriteHints;

/** Image data on web servers, read only. See the package for redirects, ranges and failures. */
@Component(
        service = Store.class,
        configurationPid = "org.vitrine.store.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpStoreConfig.class, factory = true)
@Driver("http")
public final class HttpStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(HttpStore.class);
    private static final Set<Integer> NO_HEAD = Set.of(403, 405, 501);

    private final Drain drain = new Drain();
    private final OutboundHttp http;
    private final WebReader web;
    private final StoreDescription description;

    /**
     * Connects to nothing.
     *
     * @param config refused when it names no store, or a key's value cannot be used
     */
    @Activate
    public HttpStore(HttpStoreConfig config) {
        if (config.vitrine_store_id().isBlank()) {
            throw new IllegalArgumentException("vitrine.store.id is not set");
        }
        if (config.connect_timeout() < 1 || config.stall_timeout() < 1 || config.attempts() < 1) {
            throw new IllegalArgumentException("connect.timeout, stall.timeout and attempts must be 1 or more");
        }
        Optional<ProxySelector> proxies = Proxies.of(config.http_proxy_information());
        http = new OutboundHttp(options(config, proxies));
        web = new WebReader(http, proxies, config.private_locations(), config.private_redirects());
        String text = config.store_description();
        description = new StoreDescription(
                config.vitrine_store_id().strip(),
                "http",
                text.isBlank() ? Optional.empty() : Optional.of(text),
                config.weight(),
                Set.of("http", "https"),
                EnumSet.of(Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS),
                Map.of());
        LOG.info("store {} reads from web servers", description.id());
    }

    private static OutboundOptions options(HttpStoreConfig config, Optional<ProxySelector> proxies) {
        try {
            return new OutboundOptions(
                    "vitrine-store-http",
                    Duration.ofSeconds(config.connect_timeout()),
                    Duration.ofSeconds(config.stall_timeout()),
                    config.attempts(),
                    Trust.of(config.https_ca_certificates_file(), config.https_insecure()),
                    proxies);
        } catch (IOException e) {
            throw new IllegalArgumentException("https.ca.certificates.file: " + e.getMessage(), e);
        }
    }

    /** Waits a bounded time for the work in hand. */
    @Deactivate
    public void deactivate() {
        if (!drain.close(DRAIN_TIMEOUT)) {
            LOG.warn("store {} leaves while {} transfers still run", description.id(), drain.running());
        }
        http.close();
    }

    @Override
    public Drain drain() {
        return drain;
    }

    @Override
    public StoreDescription describe() {
        return description;
    }

    @Override
    public boolean owns(String url) {
        return HttpLocation.parse(url).isPresent();
    }

    @Override
    public StoredBlob write(BlobName name, ByteSource source, WriteHints hints) {
        throw new VitrineException(ErrorKind.STORE_DISABLED, "store " + description.id() + " is read only");
    }

    @Override
    public void delete(BlobLocation location) {
        throw new VitrineException(
                ErrorKind.STORE_UNSUPPORTED,
                "nothing can be deleted from web servers, as in store " + description.id());
    }

    /** There is never anything to remove. */
    @Override
    public void discard(BlobName name) {}

    @Override
    public ReadableByteChannel open(BlobLocation location, ByteRange range) {
        Span span = new Span(range.offset(), range.length());
        Answer answer = web.ask("GET", find(location), span.header());
        return span.in(answer).orElseThrow(() -> refusal(answer));
    }

    private static VitrineException refusal(Answer answer) {
        try (answer) {
            return switch (answer.status()) {
                case 200 ->
                    new VitrineException(ErrorKind.STORE_UNSUPPORTED, "the web server cannot give parts of the data");
                case 206 -> new VitrineException(ErrorKind.UNAVAILABLE, "the web server gave another range");
                default -> WebFailure.ofStatus(answer.status());
            };
        }
    }

    @Override
    public long size(BlobLocation location) {
        HttpLocation where = find(location);
        OptionalLong length = length(where, "HEAD");
        if (length.isEmpty()) {
            length = length(where, "GET");
        }
        return length.orElseThrow(() ->
                new VitrineException(ErrorKind.STORE_UNSUPPORTED, "the web server does not tell how long the data is"));
    }

    /** Empty when the server does not say; a server that refuses the question altogether may answer the other one. */
    private OptionalLong length(HttpLocation where, String method) {
        try (Answer answer = web.ask(method, where, Optional.empty())) {
            if (answer.status() == 200) {
                return answer.contentLength();
            }
            if (method.equals("HEAD") && NO_HEAD.contains(answer.status())) {
                return OptionalLong.empty();
            }
            throw WebFailure.ofStatus(answer.status());
        }
    }

    private static HttpLocation find(BlobLocation location) {
        return HttpLocation.parse(location.url())
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "the location is no address on the web"));
    }
}
