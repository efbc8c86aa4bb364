package org.vitrine.keymanager.barbican;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.server.FakeKeystone;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;

/** What Barbican is asked, and all that it may do instead of its work. */
public class BarbicanKeyringTest {
    private static final UUID KEY = UUID.fromString("db5c2e6e-94d9-4d55-b5dd-6b53dc649bd1");
    private static final String TOKEN = "t0ken-of-the-caller";
    private static final RequestContext CALLER = Requests.with(TOKEN, null);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final List<BarbicanKeyring> opened = new ArrayList<>();
    private volatile RawHttpServer.Handler handler = exchange -> exchange.answer(204, "");
    private RawHttpServer barbican;

    @Before
    public void start() throws Exception {
        barbican = new RawHttpServer(exchange -> handler.handle(exchange));
    }

    @After
    public void stop() throws Exception {
        barbican.close();
        opened.forEach(BarbicanKeyring::close);
    }

    private FakeConfiguration<BarbicanConfig> settings() {
        return FakeConfiguration.of(BarbicanConfig.class)
                .with("barbican_endpoint", barbican.uri().toString())
                .with("retries", 0);
    }

    private BarbicanKeyring open(FakeConfiguration<BarbicanConfig> settings) {
        BarbicanKeyring driver = new BarbicanKeyring(settings.build());
        opened.add(driver);
        return driver;
    }

    private static VitrineException fails(ErrorKind kind, BarbicanKeyring driver, RequestContext caller) {
        VitrineException e = assertThrows(VitrineException.class, () -> driver.delete(caller, KEY));
        assertEquals(e.toString(), kind, e.kind());
        for (Throwable link = e; link != null; link = link.getCause()) {
            assertFalse("the token is told", link.toString().contains("t0ken"));
        }
        return e;
    }

    @Test
    @Covers({"DEL-12", "op:CFG-77"})
    public void asksOnceWithTheCallersToken() {
        open(settings()).delete(CALLER, KEY);
        RawHttpServer.Request request = barbican.requests().get(0);
        assertEquals("DELETE", request.method());
        assertEquals("/v1/secrets/" + KEY, request.target());
        assertEquals(TOKEN, request.header("X-Auth-Token").orElseThrow());
        assertEquals(1, barbican.requests().size());
    }

    @Test
    public void anEndpointMayNameTheVersionOrNot() {
        for (String path : List.of("", "/", "/v1", "/v1/", "/key-manager", "/key-manager/v1//")) {
            open(settings().with("barbican_endpoint", barbican.uri() + path)).delete(CALLER, KEY);
        }
        assertEquals(
                List.of("/v1", "/v1", "/v1", "/v1", "/key-manager/v1", "/key-manager/v1"),
                barbican.requests().stream()
                        .map(request -> request.target().replace("/secrets/" + KEY, ""))
                        .toList());
    }

    @Test
    @Covers({"DEL-12", "op:CFG-77"})
    public void theCallersCatalogSaysWhereBarbicanIs() {
        String catalog = "[{\"type\":\"image\",\"endpoints\":[{\"region\":\"b\",\"publicURL\":\"http://192.0.2.1\"}]},"
                + "{\"type\":\"key-manager\",\"name\":\"barbican\",\"endpoints\":["
                + "{\"region\":\"a\",\"publicURL\":\"" + barbican.uri() + "/a\"},"
                + "{\"region\":\"b\",\"publicURL\":\"" + barbican.uri() + "/b\",\"internalURL\":\"" + barbican.uri()
                + "/bi/v1\"}]}]";
        RequestContext caller = Requests.with(TOKEN, catalog);
        FakeConfiguration<BarbicanConfig> searching = settings().with("barbican_endpoint", "");
        open(searching).delete(caller, KEY);
        open(searching.with("barbican_region_name", "b")).delete(caller, KEY);
        open(searching.with("barbican_endpoint_type", "internal")).delete(caller, KEY);
        assertEquals(
                List.of("/a/v1/secrets/" + KEY, "/b/v1/secrets/" + KEY, "/bi/v1/secrets/" + KEY),
                barbican.requests().stream().map(RawHttpServer.Request::target).toList());
        String message = fails(ErrorKind.UNAVAILABLE, open(searching.with("barbican_endpoint_type", "admin")), caller)
                .getMessage();
        assertEquals("the caller's catalog has no admin endpoint of a key manager in the region b", message);
        for (String nonsense : List.of(
                "[]",
                catalog("ftp://127.0.0.1/"),
                catalog("http:///v1"),
                catalog("nonsense"),
                catalog("http://a b/"),
                catalog("http://user:secret@127.0.0.1:" + barbican.port()),
                catalog(barbican.uri() + "/?a=b"),
                catalog(""))) {
            fails(
                    ErrorKind.UNAVAILABLE,
                    open(settings().with("barbican_endpoint", "")),
                    Requests.with(TOKEN, nonsense));
        }
        for (String nonsense : List.of("", "{}", "no JSON", "[")) {
            fails(ErrorKind.INVALID, open(settings().with("barbican_endpoint", "")), Requests.with(TOKEN, nonsense));
        }
        assertEquals(3, barbican.requests().size());
    }

    private static String catalog(String url) {
        return "[{\"type\":\"key-manager\",\"endpoints\":[{\"publicURL\":\"" + url + "\"}]}]";
    }

    @Test
    @Covers("op:CFG-77")
    public void keystoneKnowsTheCatalogOfACallerWhoseRequestHasNone() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone()) {
            Map<String, String> answers = new ConcurrentHashMap<>();
            keystone.instead = (method, path) -> answers.get(path);
            FakeConfiguration<BarbicanConfig> searching =
                    settings().with("barbican_endpoint", "").with("auth_endpoint", keystone.uri() + "/");
            answers.put(
                    "/v3/auth/catalog",
                    "200 {\"catalog\":[{\"type\":\"key-manager\",\"endpoints\":[{\"interface\":\"public\",\"region\":\"x\","
                            + "\"url\":\"" + barbican.uri() + "\"}]}]}");
            open(searching).delete(CALLER, KEY);
            assertEquals(1, barbican.requests().size());
            for (String refusal : List.of("401 {}", "403 {}")) {
                answers.put("/v3/auth/catalog", refusal);
                fails(ErrorKind.FORBIDDEN, open(searching), CALLER);
            }
            for (String nonsense : List.of("404 {}", "500", "200 nonsense", "200 {}", "200 {\"catalog\":7}")) {
                answers.put("/v3/auth/catalog", nonsense);
                fails(ErrorKind.UNAVAILABLE, open(searching), CALLER);
            }
            keystone.close();
            fails(ErrorKind.UNAVAILABLE, open(searching), CALLER);
            assertEquals(1, barbican.requests().size());
        }
    }

    @Test
    @Covers({"DEL-12", "op:SCHEMA-8"})
    public void everyAnswerHasAMeaning() {
        Object[][] rows = {
            {400, ErrorKind.UNAVAILABLE},
            {401, ErrorKind.FORBIDDEN},
            {403, ErrorKind.FORBIDDEN},
            {404, ErrorKind.NOT_FOUND},
            {405, ErrorKind.UNAVAILABLE},
            {409, ErrorKind.UNAVAILABLE},
            {429, ErrorKind.UNAVAILABLE},
            {500, ErrorKind.UNAVAILABLE},
            {503, ErrorKind.UNAVAILABLE}
        };
        BarbicanKeyring driver = open(settings());
        for (Object[] row : rows) {
            handler = exchange -> exchange.answer((int) row[0], "{\"description\": \"" + TOKEN + "\"}");
            fails((ErrorKind) row[1], driver, CALLER);
        }
        assertEquals(rows.length, barbican.requests().size());
    }

    @Test
    public void aRedirectIsNotFollowedWithAToken() {
        handler = exchange -> exchange.answer(302, "", "Location", barbican.uri() + "/elsewhere");
        assertEquals(
                "Barbican answered with status 302",
                fails(ErrorKind.UNAVAILABLE, open(settings()), CALLER).getMessage());
        assertEquals(1, barbican.requests().size());
    }

    @Test
    public void aBarbicanThatCannotForTheMomentIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        handler = exchange -> exchange.answer(asked.incrementAndGet() < 3 ? 503 : 204, "");
        open(settings().with("retries", 2)).delete(CALLER, KEY);
        assertEquals(3, asked.get());
        asked.set(0);
        fails(ErrorKind.UNAVAILABLE, open(settings().with("retries", 1)), CALLER);
        assertEquals(2, asked.get());
    }

    @Test
    public void aKeyThatAnAttemptWithoutAnAnswerHasDeletedIsGone() {
        AtomicInteger asked = new AtomicInteger();
        handler = exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.drop();
            } else {
                exchange.answer(404, "");
            }
        };
        fails(ErrorKind.NOT_FOUND, open(settings().with("retries", 1)), CALLER);
        assertEquals(2, asked.get());
    }

    @Test
    public void silenceIsCutOff() throws Exception {
        handler = RawHttpServer.Exchange::hang;
        BarbicanKeyring driver = open(settings().with("timeout", 1).with("retries", 5));
        assertEquals(
                "Barbican did not answer in time",
                fails(ErrorKind.UNAVAILABLE, driver, CALLER).getMessage());
        assertEquals(
                "a hanging Barbican is not asked again", 1, barbican.requests().size());
        barbican.close();
        assertTrue(fails(ErrorKind.UNAVAILABLE, driver, CALLER).getMessage().startsWith("Barbican was not reached: "));
    }

    @Test
    public void aSilentBarbicanTakesFewThreads() throws Exception {
        CountDownLatch waiting = new CountDownLatch(4);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        BarbicanKeyring patient = open(settings().with("timeout", 300));
        handler = exchange -> exchange.drop();
        fails(ErrorKind.UNAVAILABLE, patient, CALLER);
        handler = exchange -> {
            waiting.countDown();
            gate.join();
            exchange.answer(204, "");
        };
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(threads.submit(() -> patient.delete(CALLER, KEY)));
            }
            assertTrue(waiting.await(1, TimeUnit.MINUTES));
            assertEquals(
                    "The Barbican service is temporarily unavailable.",
                    fails(ErrorKind.UNAVAILABLE, patient, CALLER).getMessage());
            gate.complete(null);
            for (Future<?> call : calls) {
                call.get(1, TimeUnit.MINUTES);
            }
            patient.delete(CALLER, KEY);
        } finally {
            gate.complete(null);
            threads.shutdownNow();
        }
    }

    @Test
    public void whoHasNoTokenDeletesNothing() {
        BarbicanKeyring driver = open(settings());
        for (String token : new String[] {null, "", "a\r\nb: c", "t0ken\u00e9", "t0ken with blanks"}) {
            fails(ErrorKind.FORBIDDEN, driver, Requests.with(token, null));
        }
        fails(ErrorKind.FORBIDDEN, driver, RequestContext.server("req-test"));
        assertEquals(List.of(), barbican.requests());
    }

    @Test
    @Covers("op:CFG-77")
    public void certificatesAreVerifiedUnlessToldOtherwise() throws Exception {
        TlsIdentity identity = TlsIdentity.create(folder.getRoot().toPath(), "ip:127.0.0.1");
        try (RawHttpServer secure = new RawHttpServer(
                identity.context().getServerSocketFactory(), "https", exchange -> exchange.answer(204, ""))) {
            FakeConfiguration<BarbicanConfig> settings =
                    settings().with("barbican_endpoint", secure.uri().toString());
            assertTrue(fails(ErrorKind.UNAVAILABLE, open(settings), CALLER)
                    .getMessage()
                    .contains("certification path"));
            open(settings.with("verify_ssl_path", identity.certificate().toString()))
                    .delete(CALLER, KEY);
            open(settings.with("verify_ssl_path", "").with("verify_ssl", false)).delete(CALLER, KEY);
            assertEquals(2, secure.requests().size());
        }
    }

    @Test
    public void connectsToNobodyBeforeTheFirstDeletion() throws IOException {
        open(settings());
        open(settings().with("barbican_endpoint", ""));
        assertEquals(0, barbican.connections());
    }

    @Test
    @Covers("op:CFG-77")
    public void refusesNonsenseWithTheKeyInTheMessage() {
        for (String address : List.of("nonsense", "ftp://a", "http://", "http://u:secret@a", "http://a?b", "a b")) {
            refuses("barbican.endpoint", settings().with("barbican_endpoint", address));
            refuses("auth.endpoint", settings().with("auth_endpoint", address));
        }
        refuses("auth.endpoint", settings().with("auth_endpoint", ""));
        refuses("barbican.api.version", settings().with("barbican_api_version", "v2"));
        refuses("barbican.endpoint.type", settings().with("barbican_endpoint_type", "publicURL"));
        refuses("timeout", settings().with("timeout", 0));
        refuses("timeout", settings().with("timeout", 301));
        refuses("retries", settings().with("retries", -1));
        refuses("retries", settings().with("retries", 11));
        refuses("verify.ssl.path", settings().with("verify_ssl_path", "/nowhere.pem"));
    }

    private static void refuses(String key, FakeConfiguration<BarbicanConfig> settings) {
        IllegalArgumentException e =
                assertThrows(key, IllegalArgumentException.class, () -> new BarbicanKeyring(settings.build()));
        assertTrue(e.getMessage(), e.getMessage().startsWith(key + ":"));
        assertFalse(e.getMessage(), e.getMessage().contains("secret"));
    }

    @Test
    @Covers("op:CFG-77")
    public void theSampleNamesEveryKeyAtItsDefault() throws Exception {
        ShippedSample.read("org.vitrine.keymanager.barbican.cfg.sample").assertShows(BarbicanConfig.class);
    }

    @Test
    public void leavesWhenItsWorkIsDone() {
        BarbicanKeyring driver = open(settings());
        driver.delete(CALLER, KEY);
        driver.close();
        assertFalse(driver.drain().tryEnter());
    }
}
