package org.vitrine.importing.download;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.outbound.Trust;
import org.vitrine.spi.driver.CommaList;

/** Fetches data from other people's servers as the operator allows. See the package. Safe for many threads. */
@Component(service = Downloads.class, configurationPid = "org.vitrine.importing.download")
@Designate(ocd = DownloadsConfig.class)
public final class Downloads {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Watchdog watchdog = new Watchdog();
    private final Fetcher fetcher;

    /**
     * Connects to nothing.
     *
     * @param config refused when a key's value cannot be used
     */
    @Activate
    public Downloads(DownloadsConfig config) {
        this(config, System.getenv(), InetAddress::getAllByName, PAUSE);
    }

    Downloads(DownloadsConfig config, Map<String, String> environment, Addresses.Lookup lookup, Duration pause) {
        var filter = new UriFilter(
                CommaList.items(config.allowed_schemes()),
                CommaList.items(config.disallowed_schemes()),
                CommaList.items(config.allowed_hosts()),
                CommaList.items(config.disallowed_hosts()),
                CommaList.items(config.allowed_ports()),
                CommaList.items(config.disallowed_ports()));
        var limits = new Limits(
                Duration.ofSeconds(config.connect_timeout()),
                Duration.ofSeconds(config.stall_timeout()),
                config.minimum_rate(),
                Duration.ofSeconds(config.total_timeout()),
                config.attempts(),
                config.redirects(),
                pause);
        var addresses = new Addresses(filter, lookup, config.private_addresses());
        var proxies = new Proxies(config, environment);
        fetcher = new Fetcher(filter, addresses, proxies, limits, sockets(config.ca_certificates_file()), watchdog);
    }

    /** Java reads its own list of authorities when the first download asks for it, not while the server starts. */
    private static Supplier<SSLSocketFactory> sockets(String authorities) {
        try {
            Optional<SSLSocketFactory> own = Trust.of(authorities, false).map(SSLContext::getSocketFactory);
            return () -> own.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        } catch (IOException e) {
            throw new IllegalArgumentException("ca.certificates.file: " + e.getMessage(), e);
        }
    }

    /** Slow servers are cut off no longer: whoever downloads has ended before. */
    @Deactivate
    public void deactivate() {
        watchdog.close();
    }

    /**
     * Whether an address may be fetched as things stand (IMP-29, IMP-40, IMP-41). Looks its host up, and so blocks for as
     * long as the machine's resolver does.
     *
     * @throws VitrineException {@link ErrorKind#INVALID} with the reason, of which the address is "it"
     */
    public void check(String uri) {
        fetcher.check(WebAddress.parse(uri));
    }

    /**
     * Begins to fetch; blocks until the server answers with data. To be closed.
     *
     * @throws VitrineException of the kinds that the package names
     * @throws IOException when the thread is interrupted
     */
    public Download open(DownloadRequest request) throws IOException {
        return Download.open(fetcher, WebAddress.parse(request.uri()), request);
    }

    /** An address as messages may repeat it: without credentials and query; only "the address" when it is none. */
    public static String shown(String uri) {
        try {
            return WebAddress.parse(uri).toString();
        } catch (VitrineException e) {
            return "the address";
        }
    }
}
