package org.vitrine.quota.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.keystone.Deadline;
import org.vitrine.keystone.KeystoneClient;
import org.vitrine.keystone.Outage;
import org.vitrine.keystone.ServiceLogin;
import org.vitrine.keystone.ServiceUser;
import org.vitrine.keystone.SharedCalls;
import org.vitrine.quota.limits.ImageEndpoint.Place;
import org.vitrine.spi.driver.CommaList;
import org.vitrine.spi.driver.Drain;
import org.vitrine.spi.driver.Drainable;
import org.vitrine.spi.driver.Driver;
import org.vitrine.spi.quota.ProjectLimits;
import org.vitrine.spi.quota.QuotaLimits;
import org.vitrine.spi.quota.QuotaResource;

/** Reads the limits of projects from Keystone. Safe for many threads. */
@Component(
        service = QuotaLimits.class,
        configurationPid = "org.vitrine.quota.limits",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LimitsConfig.class)
@Driver("limits")
public final class UnifiedLimits implements QuotaLimits {
    private static final Logger LOG = LoggerFactory.getLogger(UnifiedLimits.class);
    private static final int LONGEST_CACHE_SECONDS = 600;

    private final Duration timeout;
    private final ImageEndpoint endpoint;
    private final LimitCache cache;
    private final Outage outage = new Outage();
    private final KeystoneClient client;
    private final ServiceUser user;
    private final SharedCalls<Optional<String>, Map<QuotaResource, Long>> calls = new SharedCalls<>();
    private final Drain drain = new Drain();
    private volatile Place place;

    /** Checks the configuration and reads the files it names; connects to nothing yet. */
    @Activate
    public UnifiedLimits(LimitsConfig config) {
        this(config, System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back, for the age of what is remembered */
    UnifiedLimits(LimitsConfig config, LongSupplier nanoTime) {
        timeout = Duration.ofSeconds(within(1, Integer.MAX_VALUE, "timeout", config.timeout()));
        endpoint = new ImageEndpoint(
                given(config.endpoint_id()),
                given(config.endpoint_service_type()),
                given(config.endpoint_service_name()),
                given(config.endpoint_region_name()),
                given(config.endpoint_interface()));
        cache = new LimitCache(
                Duration.ofSeconds(within(0, LONGEST_CACHE_SECONDS, "limits.cache.time", config.limits_cache_time())),
                nanoTime);
        ServiceLogin login = ServiceLogin.of(Logins.options(config));
        client = new KeystoneClient(
                "vitrine-quota-limits",
                Logins.tls(config).context(),
                Optional.empty(),
                within(0, Integer.MAX_VALUE, "connect.retries", config.connect_retries()),
                outage);
        List<String> interfaces = CommaList.items(config.valid_interfaces());
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("valid.interfaces: missing");
        }
        user = new ServiceUser(login, interfaces, given(config.region_name()), client, Clock.systemUTC());
        LOG.info("Quota driver limits asks {} (org.vitrine.quota.limits)", login.url());
    }

    @Override
    public ProjectLimits limits(Optional<String> projectId, boolean anew) {
        Optional<Map<QuotaResource, Long>> known = anew ? Optional.empty() : cache.find(projectId);
        if (known.isPresent()) {
            return new ProjectLimits(known.get(), true);
        }
        Deadline deadline = Deadline.after(timeout);
        try {
            return new ProjectLimits(
                    outage.guard(() -> calls.call(projectId, deadline, () -> ask(projectId, deadline))), false);
        } catch (VitrineException e) {
            throw Unreadable.because(e);
        }
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

    private Map<QuotaResource, Long> ask(Optional<String> projectId, Deadline deadline) {
        KeystoneReader keystone = new KeystoneReader(user, deadline);
        Map<String, String> query = new TreeMap<>();
        Place own = place(keystone);
        query.put("service_id", own.serviceId());
        own.regionId().ifPresent(region -> query.put("region_id", region));
        Map<QuotaResource, Long> limits = new EnumMap<>(QuotaResource.class);
        collect(keystone.read("/registered_limits", query).path("registered_limits"), "default_limit", limits);
        if (projectId.isPresent()) {
            query.put("project_id", projectId.get());
            collect(keystone.read("/limits", query).path("limits"), "resource_limit", limits);
        }
        cache.remember(projectId, limits);
        return limits;
    }

    /** Found once: an endpoint does not move to another service, and a new id is a new configuration. */
    private Place place(KeystoneReader keystone) {
        Place known = place;
        if (known != null) {
            return known;
        }
        String model = keystone.read("/limits/model", Map.of())
                .path("model")
                .path("name")
                .asText();
        if (!model.equals("flat")) {
            throw Unreadable.because("Keystone enforces them by the model " + model + ", and flat alone is known here");
        }
        Place found = endpoint.find(keystone);
        place = found;
        return found;
    }

    private static void collect(JsonNode list, String member, Map<QuotaResource, Long> limits) {
        for (JsonNode limit : list) {
            String name = limit.path("resource_name").asText();
            for (QuotaResource resource : QuotaResource.values()) {
                if (resource.wireName().equals(name)) {
                    limits.put(resource, limit.path(member).asLong());
                }
            }
        }
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
