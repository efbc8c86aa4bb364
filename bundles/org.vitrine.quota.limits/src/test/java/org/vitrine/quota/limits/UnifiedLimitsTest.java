package org.vitrine.quota.limits;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_COUNT_TOTAL;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_COUNT_UPLOADING;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_SIZE_TOTAL;
import static org.vitrine.spi.quota.QuotaResource.IMAGE_STAGE_TOTAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.quota.ProjectLimits;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.server.FakeKeystone;

/** What Keystone says about limits, and all that it may say instead. */
public class UnifiedLimitsTest {
    private static final Optional<String> PROJECT = Optional.of("p1");

    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "/v3/limits/model",
            "200 {\"model\":{\"name\":\"flat\",\"description\":\"\"}}",
            "/v3/endpoints/e1",
            "200 {\"endpoint\":{\"id\":\"e1\",\"service_id\":\"s1\",\"region_id\":\"RegionOne\"}}",
            "/v3/registered_limits",
            "200 {\"registered_limits\":[" + registered("image_size_total", 1000) + ","
                    + registered("image_count_total", 100) + "," + registered("image_count_uploading", -1) + ","
                    + registered("snapshots", 3) + "]}",
            "/v3/limits",
            "200 {\"limits\":[{\"resource_name\":\"image_count_total\",\"resource_limit\":7}]}"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<UnifiedLimits> started = new ArrayList<>();
    private FakeKeystone keystone;

    @Before
    public void start() throws Exception {
        keystone = new FakeKeystone();
        keystone.instead = (method, path) -> {
            String answer = answers.get(path);
            if (answer != null) {
                asked.add(path);
            }
            return answer;
        };
    }

    @After
    public void stop() {
        keystone.close();
        started.forEach(UnifiedLimits::close);
    }

    private static String registered(String name, int limit) {
        return "{\"resource_name\":\"" + name + "\",\"default_limit\":" + limit + ",\"service_id\":\"s1\"}";
    }

    private Settings settings() {
        return Settings.at(keystone.uri());
    }

    private UnifiedLimits driver(Settings settings) {
        UnifiedLimits driver = new UnifiedLimits(settings.config(), nanos::get);
        started.add(driver);
        return driver;
    }

    private static void fails(String words, UnifiedLimits driver) {
        VitrineException e = assertThrows(VitrineException.class, () -> driver.limits(PROJECT, false));
        assertEquals(e.toString(), ErrorKind.INTERNAL, e.kind());
        assertTrue(e.getMessage(), e.getMessage().contains(words));
        for (Throwable link = e; link != null; link = link.getCause()) {
            assertFalse(link.toString(), link.toString().contains("secret"));
        }
    }

    @Test
    @Covers({"op:QUOTA-2", "op:QUOTA-3", "op:QUOTA-10", "op:QUOTA-12"})
    public void aProjectsLimitComesBeforeTheRegisteredOne() {
        UnifiedLimits driver = driver(settings());
        ProjectLimits limits = driver.limits(PROJECT, false);
        assertEquals(1000, limits.of(IMAGE_SIZE_TOTAL));
        assertEquals(7, limits.of(IMAGE_COUNT_TOTAL));
        assertEquals(-1, limits.of(IMAGE_COUNT_UPLOADING));
        assertEquals("neither a project's nor a registered one", 0, limits.of(IMAGE_STAGE_TOTAL));
        assertEquals(100, driver.limits(Optional.empty(), false).of(IMAGE_COUNT_TOTAL));
        assertEquals(
                List.of(
                        "/v3/limits/model",
                        "/v3/endpoints/e1",
                        "/v3/registered_limits",
                        "/v3/limits",
                        "/v3/registered_limits"),
                asked);
        assertTrue(keystone.loginBodies.get(0), keystone.loginBodies.get(0).contains("\"system\":{\"all\":true}"));
    }

    @Test
    @Covers("op:QUOTA-7")
    public void asksForEachCheckUnlessToldToRemember() {
        UnifiedLimits driver = driver(settings());
        driver.limits(PROJECT, false);
        answers.put("/v3/limits", "200 {\"limits\":[]}");
        ProjectLimits second = driver.limits(PROJECT, false);
        assertEquals(100, second.of(IMAGE_COUNT_TOTAL));
        assertFalse(second.remembered());
    }

    @Test
    public void remembersForTheTimeItWasTold() {
        UnifiedLimits driver = driver(settings().with("limits_cache_time", 5));
        assertFalse(driver.limits(PROJECT, false).remembered());
        answers.put("/v3/limits", "200 {\"limits\":[]}");
        nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertEquals(7, driver.limits(PROJECT, false).of(IMAGE_COUNT_TOTAL));
        assertTrue(driver.limits(PROJECT, false).remembered());
        assertEquals(100, driver.limits(Optional.of("p2"), false).of(IMAGE_COUNT_TOTAL));
        assertEquals(100, driver.limits(PROJECT, true).of(IMAGE_COUNT_TOTAL));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        answers.put("/v3/registered_limits", "200 {\"registered_limits\":[]}");
        assertEquals(0, driver.limits(PROJECT, false).of(IMAGE_COUNT_TOTAL));
    }

    @Test
    @Covers("op:QUOTA-11")
    public void findsItsEndpointByWhatTellsItFromOthers() {
        answers.put("/v3/services", "200 {\"services\":[{\"id\":\"s1\",\"type\":\"image\"}]}");
        answers.put("/v3/endpoints", "200 {\"endpoints\":[{\"id\":\"e1\",\"service_id\":\"s1\",\"region_id\":null}]}");
        Settings searching = settings().with("endpoint_id", "").with("endpoint_service_type", "image");
        assertEquals(7, driver(searching).limits(PROJECT, false).of(IMAGE_COUNT_TOTAL));
        answers.put("/v3/endpoints", "200 {\"endpoints\":[{\"service_id\":\"s1\"},{\"service_id\":\"s1\"}]}");
        fails("knows 2 of this service's endpoints", driver(searching));
        answers.put("/v3/services", "200 {\"services\":[]}");
        fails("knows 0 of this service's services", driver(searching));
    }

    @Test
    @Covers({"op:QUOTA-2", "op:QUOTA-6"})
    public void whatCannotBeLearnedIsNoLimitAtAll() {
        answers.put("/v3/limits/model", "200 {\"model\":{\"name\":\"strict-two-level\"}}");
        fails("strict-two-level", driver(settings()));
        answers.put("/v3/limits/model", "200 {\"model\":{\"name\":\"flat\"}}");
        answers.put("/v3/endpoints/e1", "404 {}");
        UnifiedLimits driver = driver(settings());
        fails("Keystone answered 404 to GET /endpoints/e1", driver);
        answers.put("/v3/endpoints/e1", "200 {\"endpoint\":{\"service_id\":\"s1\"}}");
        answers.put("/v3/limits", "403 {}");
        fails("Keystone answered 403 to GET /limits", driver);
        answers.put("/v3/limits", "200 nonsense");
        fails("cannot be read from Keystone", driver);
        answers.put("/v3/limits", "200 {\"limits\":[]}");
        assertEquals("as soon as it can be", 100, driver.limits(PROJECT, false).of(IMAGE_COUNT_TOTAL));
        answers.put("/v3/auth/tokens", "401 {}");
        fails("cannot be read from Keystone", driver(settings()));
        keystone.close();
        fails("cannot be read from Keystone", driver);
    }

    @Test
    public void refusesNonsenseWithTheKeyInTheMessage() {
        refuses("endpoint.id", settings().with("endpoint_id", ""));
        refuses("limits.cache.time", settings().with("limits_cache_time", 601));
        refuses("timeout", settings().with("timeout", 0));
        refuses("connect.retries", settings().with("connect_retries", -1));
        refuses("valid.interfaces", settings().with("valid_interfaces", new String[0]));
        refuses("auth.url", settings().with("auth_url", ""));
        refuses("cafile", settings().with("cafile", "/nowhere.pem"));
    }

    private void refuses(String key, Settings settings) {
        IllegalArgumentException e = assertThrows(key, IllegalArgumentException.class, () -> driver(settings));
        assertTrue(e.getMessage(), e.getMessage().startsWith(key + ":"));
    }

    @Test
    public void theSampleNamesEveryKeyAtItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.quota.limits.cfg.sample").assertShows(LimitsConfig.class);
    }
}
