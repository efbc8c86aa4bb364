package org.vitrine.keymanager.barbican;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.keystone.CallersCatalog;
import org.vitrine.keystone.KeystoneClient;
import org.vitrine.keystone.Outage;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.outbound.PemFile;
import org.vitrine.outbound.TlsSettings;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.keymanager.Keyring;

/** Deletes keys at Barbican with the caller's token. See the package. Safe for many threads. */
@Component(
        service = Keyring.class,
        configurationPid = "org.vitrine.keymanager.barbican",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = BarbicanConfig.class)
@Driver("barbican")
public final class BarbicanKeyring implements Keyring {
    private static final Logger LOG = LoggerFactory.getLogger(BarbicanKeyring.class);
    private static final String THREADS = "vitrine-keymanager-barbican";
    private static final Set<String> TYPES = Set.of("public", "internal", "admin");
    private static final int LONGEST_TIMEOUT = 300;
    private static final int MOST_RETRIES = 10;
    /** What can stand in a header without telling {@code java.net.http} to quote it in an exception. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final Drain drain = new Drain();
    private final Outage outage = new Outage("Barbican");
    private final OutboundHttp http;
    private final KeystoneClient keystone;
    private final BarbicanPlaces places;

    /** Checks the configuration and reads the file it names; connects to nothing yet. */
    @Activate
    public BarbicanKeyring(BarbicanConfig config) {
        if (!Set.of("", "v1").contains(config.barbican_api_version().strip())) {
            throw new IllegalArgumentException("barbican.api.version: v1 is the only one that is known");
        }
        if (!TYPES.contains(config.barbican_endpoint_type())) {
            throw new IllegalArgumentException("barbican.endpoint.type: must be public, internal or admin");
        }
        Duration timeout = Duration.ofSeconds(within(1, LONGEST_TIMEOUT, "timeout", config.timeout()));
        int retries = within(0, MOST_RETRIES, "retries", config.retries());
        Optional<URI> configured =
                given(config.barbican_endpoint()).map(text -> BarbicanPlaces.rootAt(server("barbican.endpoint", text)));
        URI auth = server("auth.endpoint", config.auth_endpoint());
        Optional<SSLContext> tls = new TlsSettings(
                        !config.verify_ssl(),
                        PemFile.of("verify.ssl.path", config.verify_ssl_path()),
                        Optional.empty(),
                        Optional.empty())
                .context();
        http = new OutboundHttp(new OutboundOptions(THREADS, timeout, timeout, retries + 1, tls, Optional.empty()));
        Outage ofKeystone = new Outage();
        keystone = new KeystoneClient(THREADS + "-catalog", tls, Optional.of(timeout), retries, ofKeystone);
        places = new BarbicanPlaces(
                configured,
                config.barbican_endpoint_type(),
                given(config.barbican_region_name()),
                new CallersCatalog(keystone, ofKeystone, auth),
                timeout);
        LOG.info(
                "Key manager barbican asks {} (org.vitrine.keymanager.barbican)",
                configured.map(URI::toString).orElse("whom the caller's catalog names"));
    }

    @Override
    public Drain drain() {
        return drain;
    }

    /** Waits a bounded time for the calls in hand. */
    @Deactivate
    void close() {
        if (!drain.close(Drainable.DRAIN_TIMEOUT)) {
            LOG.warn("Key manager barbican leaves while {} deletions still run", drain.running());
        }
        http.close();
        keystone.close();
    }

    @Override
    public void delete(RequestContext caller, UUID key) {
        String token = caller.identity().token();
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "the caller has no token to show to Barbican");
        }
        int status = outage.guard(() -> {
            URI secret = URI.create(places.root(caller.identity(), token) + "/secrets/" + key);
            return send(Call.of("DELETE", secret).header("X-Auth-Token", token));
        });
        if (status / 100 != 2) {
            throw refusal(status);
        }
    }

    private static VitrineException refusal(int status) {
        return switch (status) {
            case 404 -> new VitrineException(ErrorKind.NOT_FOUND, "Barbican knows no such key");
            case 401, 403 ->
                new VitrineException(
                        ErrorKind.FORBIDDEN, "Barbican does not let the caller delete it: status " + status);
            default -> new VitrineException(ErrorKind.UNAVAILABLE, "Barbican answered with status " + status);
        };
    }

    private int send(Call call) {
        try (Answer answer = http.send(call)) {
            outage.answered();
            return answer.status();
        } catch (InterruptedIOException e) {
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the server is going down", e);
        } catch (HttpTimeoutException e) {
            outage.silent(e);
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Barbican did not answer in time", e);
        } catch (IOException e) {
            outage.silent(e);
            throw new VitrineException(ErrorKind.UNAVAILABLE, "Barbican was not reached: " + first(e), e);
        }
    }

    /** What was the matter in the first place, such as a refused connection or a certificate that nobody vouches for. */
    private static Throwable first(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first;
    }

    private static URI server(String key, String text) {
        return BarbicanPlaces.address(text)
                .orElseThrow(
                        () -> new IllegalArgumentException(key + ": must be an address such as https://HOST:PORT"));
    }

    private static Optional<String> given(String value) {
        return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private static int within(int least, int most, String key, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": must be " + least + " to " + most);
        }
        return value;
    }
}
