package org.vitrine.edge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.http.RawClient.Answer;

public class CorsTest {
    private static final String SITE = "https://horizon.example.org";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

    private static TestServer server;

    @BeforeClass
    public static void start() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> {}));
    }

    @AfterClass
    public static void stop() throws Exception {
        server.close();
    }

    @Before
    public void allow() {
        allow(SITE + ", http://other.example.org");
    }

    private static void allow(String origins) {
        server.cors.modified(FakeConfiguration.of(CorsConfig.class)
                .with("allowed_origin", origins)
                .build());
    }

    private static Answer ask(String method, String... headers) throws Exception {
        try (RawClient client = new RawClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), Duration.ofSeconds(10))) {
            return client.send(method + " /v2/images HTTP/1.1\r\nHost: x\r\nX-Auth-Token: " + TestServer.TOKEN + "\r\n"
                            + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n\r\n" : "\r\n"))
                    .answer();
        }
    }

    private static Answer preflight(String origin, String method, String headers) throws Exception {
        return ask(
                "OPTIONS",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: " + headers);
    }

    @Test
    @Covers({"REQ-12", "op:CORS-2", "op:CORS-3", "op:CORS-9"})
    public void anAllowedOriginIsTold() throws Exception {
        Answer answer = ask("GET", "Origin: " + SITE);
        assertEquals(200, answer.status());
        assertEquals(SITE, answer.header(ALLOW_ORIGIN));
        assertEquals("true", answer.header("Access-Control-Allow-Credentials"));
        assertEquals("Origin", answer.header("Vary"));
        assertEquals(
                "X-Image-Meta-Checksum,X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID",
                answer.header("Access-Control-Expose-Headers"));
    }

    @Test
    @Covers({"REQ-12", "op:CORS-1", "op:CORS-8"})
    public void othersAreServedAndToldNothing() throws Exception {
        for (String origin : new String[] {"https://evil.example.org", SITE.toUpperCase(), SITE + "/", "null"}) {
            Answer answer = ask("GET", "Origin: " + origin);
            assertEquals(200, answer.status());
            assertNull(origin, answer.header(ALLOW_ORIGIN));
            assertNull(answer.header("Vary"));
        }
        assertNull(ask("GET").header(ALLOW_ORIGIN));
        allow("");
        assertNull(ask("GET", "Origin: " + SITE).header(ALLOW_ORIGIN));
    }

    @Test
    @Covers("op:CORS-8")
    public void anyOriginMayBeAllowed() throws Exception {
        allow("*");
        assertEquals("*", ask("GET", "Origin: https://any.example.org").header(ALLOW_ORIGIN));
    }

    @Test
    @Covers({"op:CORS-4", "op:CORS-5", "op:CORS-6", "op:CORS-10"})
    public void aPreflightIsAnsweredBeforeAnybodyAsksWhoItIs() throws Exception {
        Answer answer = preflight(SITE, "PATCH", "x-auth-token, Content-Type");
        assertEquals(200, answer.status());
        assertEquals("", answer.body());
        assertNull(answer.header("Content-Type"));
        assertEquals(SITE, answer.header(ALLOW_ORIGIN));
        assertEquals("PATCH", answer.header(ALLOW_METHODS));
        assertEquals("x-auth-token,Content-Type", answer.header("Access-Control-Allow-Headers"));
        assertEquals("3600", answer.header("Access-Control-Max-Age"));
        assertEquals("true", answer.header("Access-Control-Allow-Credentials"));
    }

    @Test
    @Covers({"op:CORS-10", "ROUTE-4"})
    public void aPreflightThatAsksTooMuchIsToldNothing() throws Exception {
        for (Answer answer : new Answer[] {
            preflight("https://evil.example.org", "GET", ""),
            preflight(SITE, "TRACE", ""),
            preflight(SITE, "get", ""),
            preflight(SITE, "GET", "X-Forbidden"),
            ask("OPTIONS", "Origin: " + SITE),
            ask("OPTIONS")
        }) {
            assertEquals(200, answer.status());
            assertEquals("", answer.body());
            assertNull(answer.header(ALLOW_ORIGIN));
            assertNull(answer.header(ALLOW_METHODS));
        }
    }
}
