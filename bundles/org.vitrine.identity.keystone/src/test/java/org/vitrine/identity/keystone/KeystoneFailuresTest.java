package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.server.FakeKeystone;

@Covers({"op:AUTH-4", "op:AUTH-5"})
public class KeystoneFailuresTest extends AbstractKeystoneTest {
    @Test
    public void anythingButAnAnswerAboutTheTokenIsUnavailability() {
        keystone.know("t");
        for (String answer : List.of(
                "500 oops",
                "503",
                "400 {}",
                "403 {}",
                "302",
                "204",
                "200",
                "200 nonsense",
                "200 []",
                "200 {}",
                "200 {\"token\":[]}",
                "200 {\"token\":{\"user\":{\"id\":\"u\"}}}",
                "200 {\"token\":{\"expires_at\":\"soon\"}}",
                "200 " + "[".repeat(5000),
                "200 " + "x".repeat(5 << 20))) {
            KeystoneValidator validator = start(settings());
            keystone.instead = (method, path) -> method.equals("GET") && path.equals("/v3/auth/tokens") ? answer : null;
            assertFails(ErrorKind.UNAVAILABLE, validator, "t");
            assertEquals(0, validator.remembered());
            keystone.instead = (method, path) -> null;
            assertEquals("u1", ask(validator, "t").userId());
        }
    }

    @Test
    public void logsInAgainWhenItsOwnTokenIsWorthNothingAnyMore() {
        keystone.know("t").know("t2");
        KeystoneValidator validator = start(settings());
        ask(validator, "t");
        keystone.revokeServiceToken();
        assertEquals("u1", ask(validator, "t2").userId());
        assertEquals(2, keystone.logins.get());
        assertEquals(3, keystone.validations.get());
    }

    @Test
    public void logsInAgainOnceAlone() {
        KeystoneValidator validator = start(settings());
        keystone.instead = (method, path) -> method.equals("GET") && path.equals("/v3/auth/tokens") ? "401 {}" : null;
        assertFails(ErrorKind.UNAVAILABLE, validator, "t");
        assertEquals(2, keystone.logins.get());
        assertEquals(2, keystone.validations.get());
    }

    @Test
    @Covers("op:AUTH-17")
    public void aServiceUserWhoIsRefusedIsUnavailability() {
        keystone.know("t");
        KeystoneValidator validator = start(settings());
        for (String answer : List.of("401 {}", "403 {}", "404", "500", "201 {}", "200 {}")) {
            keystone.instead = (method, path) -> method.equals("POST") ? answer : null;
            VitrineException failure = assertThrows(VitrineException.class, () -> ask(validator, "t"));
            assertEquals(ErrorKind.UNAVAILABLE, failure.kind());
            assertEquals("The Keystone service is temporarily unavailable.", failure.getMessage());
            assertFalse(String.valueOf(failure.getCause()).contains("secret"));
        }
        keystone.instead = (method, path) -> null;
        assertEquals("u1", ask(validator, "t").userId());
    }

    @Test
    @Covers("op:AUTH-24")
    public void triesAgainWhenKeystoneIsNotReached() {
        keystone.know("t");
        AtomicInteger left = new AtomicInteger(1);
        KeystoneValidator validator = start(settings().with("http.request.max.retries", 1));
        keystone.instead = (method, path) -> {
            if (method.equals("POST") && left.getAndDecrement() > 0) {
                throw new IllegalStateException("the connection is closed without an answer");
            }
            return null;
        };
        assertEquals("u1", ask(validator, "t").userId());
        assertEquals(2, keystone.logins.get());
    }

    @Test
    public void rememberedTokensGoOnWhileKeystoneIsAwayAndItsReturnIsNoticed() throws Exception {
        keystone.know("t");
        int port = keystone.uri().getPort();
        KeystoneValidator validator = start(settings());
        ask(validator, "t");
        keystone.close();
        assertEquals("u1", ask(validator, "t").userId());
        assertFails(ErrorKind.UNAVAILABLE, validator, "t2");
        keystone = FakeKeystone.on(port).know("t2");
        assertEquals("u1", ask(validator, "t2").userId());
    }

    @Test
    @Covers({"op:AUTH-19", "op:AUTH-24"})
    public void waitsForABoundedTimeAlone() {
        for (String bound : List.of("validation.timeout", "http.connect.timeout")) {
            KeystoneValidator validator = start(settings().with(bound, 1));
            keystone.hang();
            long start = System.nanoTime();
            assertFails(ErrorKind.UNAVAILABLE, validator, "t");
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue("took " + took + " ms", took >= 900 && took < 5000);
        }
    }

    @Test
    public void aKeystoneThatHangsHoldsFewThreads() throws Exception {
        keystone.know("remembered").know("later");
        int timeoutSeconds = 6;
        KeystoneValidator validator = start(settings().with("validation.timeout", timeoutSeconds));
        ask(validator, "remembered");
        keystone.hang();
        assertFails(ErrorKind.UNAVAILABLE, validator, "first");
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String token = "probe" + i;
                int before = keystone.validations.get();
                waiting.add(threads.submit(() -> ask(validator, token)));
                await(() -> keystone.validations.get() > before);
            }
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertFails(ErrorKind.UNAVAILABLE, validator, "other" + i);
                assertFails(ErrorKind.UNAVAILABLE, validator, "probe0");
                assertEquals("u1", ask(validator, "remembered").userId());
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue("nobody waited: took " + took + " ms", took < TimeUnit.SECONDS.toMillis(timeoutSeconds - 1));
            keystone.gate.countDown();
            for (Future<?> probe : waiting) {
                assertEquals(
                        ErrorKind.UNAUTHENTICATED,
                        ((VitrineException) assertThrows(ExecutionException.class, probe::get)
                                        .getCause())
                                .kind());
            }
            assertEquals("u1", ask(validator, "later").userId());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Covers("op:AUTH-17")
    public void renewsItsTokenBeforeItEnds() {
        keystone.know("t1").know("t2").know("t3");
        keystone.serviceTokenExpiry = NOW.plusSeconds(100);
        KeystoneValidator validator = start(settings());
        ask(validator, "t1");
        pass(Duration.ofSeconds(69));
        ask(validator, "t2");
        assertEquals(1, keystone.logins.get());
        pass(Duration.ofSeconds(1));
        ask(validator, "t3");
        assertEquals(2, keystone.logins.get());
    }

    @Test
    @Covers({"op:AUTH-18", "op:AUTH-22", "op:AUTH-27"})
    public void asksTheEndpointOfInterfaceAndRegion() {
        String own = keystone.uri().toString();
        keystone.catalog =
                "[{\"type\":\"image\",\"endpoints\":[{\"interface\":\"internal\",\"url\":\"http://no/v3\"}]},"
                        + "{\"type\":\"identity\",\"endpoints\":["
                        + "{\"interface\":\"public\",\"region\":\"R1\",\"url\":\"" + own + "/public/v3\"},"
                        + "{\"interface\":\"internal\",\"region\":\"R1\",\"url\":\"" + own + "/one/v3\"},"
                        + "{\"interface\":\"internal\",\"region_id\":\"R2\",\"url\":\"" + own + "/two/v3/\"},"
                        + "{\"interface\":\"admin\",\"region\":\"R2\",\"url\":\"" + own + "\"}]}]";
        List<String> paths = new ArrayList<>();
        keystone.instead = (method, path) -> {
            paths.add(path);
            return path.matches("/(public|one|two)/v3/auth/tokens") ? "404" : null;
        };
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings()), "t");
        assertEquals("/one/v3/auth/tokens", paths.get(2));
        paths.clear();
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings().with("region.name", "R2")), "t");
        assertEquals("/two/v3/auth/tokens", paths.get(2));
        paths.clear();
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings().with("interface", "publicURL")), "t");
        assertEquals("/public/v3/auth/tokens", paths.get(2));
        paths.clear();
        assertFails(ErrorKind.UNAUTHENTICATED, start(settings().with("interface", "admin")), "t");
        assertEquals(
                "the version is looked for there too", List.of("/", "/v3/auth/tokens", "/", "/v3/auth/tokens"), paths);
    }

    @Test
    @Covers("op:AUTH-18")
    public void noEndpointIsAnErrorUntilThereIsOne() {
        keystone.know("t");
        String catalog = keystone.catalog;
        keystone.catalog = "[]";
        KeystoneValidator validator = start(settings());
        assertFails(ErrorKind.INTERNAL, validator, "t");
        keystone.catalog = catalog;
        assertEquals("u1", ask(validator, "t").userId());
        assertFails(ErrorKind.INTERNAL, start(settings().with("region.name", "Elsewhere")), "t");
        assertFails(ErrorKind.INTERNAL, start(settings().with("interface", "public")), "t");
    }

    @Test
    @Covers("op:AUTH-18")
    public void looksForTheVersionUnlessTheUrlTellsIt() {
        keystone.know("t");
        ask(start(Settings.at(keystone.uri() + "/v3/")), "t");
        assertEquals(0, keystone.discoveries.get());
        keystone.instead = (method, path) -> switch (path) {
            case "/identity" ->
                "200 {\"versions\":[{\"id\":\"v3.8\",\"links\":[{\"rel\":\"self\",\"href\":\"/v3/\"}]}]}";
            case "/single" -> "200 {\"version\":{\"id\":\"v3.8\",\"links\":[{\"rel\":\"self\",\"href\":\"v3\"}]}}";
            case "/old" -> "300 {\"versions\":{\"values\":[{\"id\":\"v2.0\",\"links\":[]}]}}";
            case "/gone" -> "410";
            default -> null;
        };
        assertEquals(
                "u1",
                ask(start(Settings.at(keystone.uri() + "/identity/")), "t").userId());
        assertEquals(
                "u1", ask(start(Settings.at(keystone.uri() + "/single")), "t").userId());
        assertFails(ErrorKind.UNAVAILABLE, start(Settings.at(keystone.uri() + "/old")), "t");
        assertFails(ErrorKind.UNAVAILABLE, start(Settings.at(keystone.uri() + "/gone")), "t");
    }

    @Test
    public void aPlaceThatIsNoneIsUnavailability() {
        for (String url :
                List.of("nonsense", "/v3", "ftp://host/v3", "http:///v3", "http://[bad/v3", "http://a b/v3")) {
            keystone.catalog =
                    "[{\"type\":\"identity\",\"endpoints\":[{\"interface\":\"internal\",\"url\":\"" + url + "\"}]}]";
            assertFails(ErrorKind.UNAVAILABLE, start(settings()), "t");
        }
    }

    @Test
    public void aDriverThatHasLeftIsUnavailable() {
        KeystoneValidator fresh = start(settings());
        fresh.close();
        assertFails(ErrorKind.UNAVAILABLE, fresh, "t");
        KeystoneValidator used = start(settings());
        assertFails(ErrorKind.UNAUTHENTICATED, used, "t");
        used.close();
        assertFails(ErrorKind.UNAVAILABLE, used, "t");
    }

    @Test
    public void tellsNobodyWhatWasWrongWithAToken() {
        KeystoneValidator validator = start(settings());
        VitrineException refusal =
                assertThrows(VitrineException.class, () -> validator.validate(FakeCredentials.token("t\u0001")));
        assertEquals("The request you have made requires authentication.", refusal.getMessage());
    }
}
