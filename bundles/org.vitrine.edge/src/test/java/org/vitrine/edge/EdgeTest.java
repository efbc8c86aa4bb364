package org.vitrine.edge;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.edge.api.DirectOutput;
import org.vitrine.edge.api.RequestAttributes;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.http.RawClient.Answer;

/** The edge as clients meet it at its socket. */
public class EdgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String AS_ALICE = "X-Auth-Token: " + TestServer.TOKEN + "\r\n";

    private final AtomicReference<FakeApi.Handling> api = new AtomicReference<>((request, response) -> {});
    private TestServer server;

    @Before
    public void start() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> api.get().handle(request, response)));
    }

    @After
    public void stop() throws Exception {
        server.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE);
    }

    private static String request(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: image.example.org:9292\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    private Answer ask(String line, String... headers) throws IOException {
        try (RawClient client = client()) {
            return client.send(request(line, headers)).answer();
        }
    }

    private Answer askAsAlice(String line, String... headers) throws IOException {
        try (RawClient client = client()) {
            return client.send(request(line, headers).replaceFirst("\r\n", "\r\n" + AS_ALICE))
                    .answer();
        }
    }

    private void configure(String key, Object value) {
        server.servlet.modified(
                FakeConfiguration.of(EdgeConfig.class).with(key, value).build());
    }

    @Test
    @Covers({"VER-1", "VER-3", "VER-4", "VER-9", "VER-10", "VER-11", "VER-12", "VER-19", "GOTCHA-1", "op:VER-1"})
    public void theVersionsAreListedToEverybody() throws Exception {
        for (String path : List.of("/", "/v1/images", "/v10", "/va.1/images", "/foo", "/v2.99/images", "//")) {
            Answer answer = ask("GET " + path);
            assertEquals(path, 300, answer.status());
            assertEquals("application/json", answer.header("Content-Type"));
            assertNull(answer.header(RequestId.HEADER));
            assertTrue(answer.body(), answer.body().contains("http://image.example.org:9292/v2/\""));
            assertTrue(
                    answer.body(),
                    answer.body().startsWith("{\"versions\": [{\"id\": \"v2.15\", \"status\": \"CURRENT\""));
        }
        assertEquals(200, ask("GET /versions").status());
        assertEquals(200, ask("GET /versions/foo").status());
        assertEquals(300, ask("DELETE /v3/x").status());
    }

    @Test
    @Covers("EX-1")
    public void theVersionsOfAServerWithOneStore() throws Exception {
        String versions = Stream.of("v2.15", "v2.9", "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0")
                .map(id -> "{\"id\": \"" + id + "\", \"status\": \"" + (id.equals("v2.15") ? "CURRENT" : "SUPPORTED")
                        + "\", \"links\": [{\"rel\": \"self\", \"href\": \"http://image.example.org:9292/v2/\"}]}")
                .collect(Collectors.joining(", ", "{\"versions\": [", "]}"));
        assertEquals(versions, ask("GET /versions").body());
    }

    @Test
    @Covers({"VER-13", "VER-15", "VER-16", "VER-17", "VER-20", "VER-22"})
    public void eachVersionLeadsToTheSameApi() throws Exception {
        api.set((request, response) -> response.setHeader("X-Path", RequestAttributes.path(request)));
        assertEquals("/v2/images", askAsAlice("GET /v2/images").header("X-Path"));
        assertEquals("/v2/images/a%2Fb", askAsAlice("GET /v2.0/images/a%2Fb").header("X-Path"));
        assertEquals("/v2/images//file", askAsAlice("GET /v2.15/images//file").header("X-Path"));
        String vendor = "Accept: application/vnd.openstack.images-v2";
        assertEquals("/v2/images", askAsAlice("GET /images", vendor).header("X-Path"));
        assertEquals("/v2/v2/images", askAsAlice("GET /v2/images", vendor).header("X-Path"));
        assertEquals(300, askAsAlice("GET /images", vendor + "9").status());
        assertEquals(300, askAsAlice("GET /v2.10/images").status());
    }

    @Test
    @Covers("VER-18")
    public void theRootOfTheApiHasASlash() throws Exception {
        Answer answer = askAsAlice("GET /v2");
        assertEquals(302, answer.status());
        assertEquals("http://image.example.org:9292/v2/", answer.header("Location"));
        assertEquals("text/plain;charset=utf8", answer.header("Content-Type"));
        assertEquals(401, ask("GET /v2").status());
    }

    @Test
    @Covers({"REQ-1", "REQ-2", "REQ-4", "op:CTX-5", "op:CTX-6"})
    public void everyRequestHasAName() throws Exception {
        AtomicReference<RequestContext> context = new AtomicReference<>();
        api.set((request, response) -> context.set(RequestAttributes.context(request)));
        String first = askAsAlice("GET /v2/images").header(RequestId.HEADER);
        assertTrue(first, first.matches("req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertNotEquals(first, askAsAlice("GET /v2/images").header(RequestId.HEADER));
        assertEquals(
                "req-mine",
                askAsAlice("GET /v2/images", "X-Openstack-Request-Id: mine").header(RequestId.HEADER));
        assertEquals("mine", context.get().requestId());
        assertEquals(
                "req-own",
                askAsAlice("GET /v2/images", "X-Openstack-Request-Id: req-own").header(RequestId.HEADER));
        Answer refused = ask("GET /v2/images");
        assertEquals(401, refused.status());
        assertNull(refused.header(RequestId.HEADER));
    }

    @Test
    @Covers({"REQ-3", "ERR-36"})
    public void aNameThatIsTooLongIsRefused() throws Exception {
        String name = "X-Openstack-Request-Id: " + "a".repeat(65);
        assertEquals(431, askAsAlice("GET /v2/images", name).status());
        configure("max_request_id_length", 0);
        assertEquals(200, askAsAlice("GET /v2/images", name).status());
    }

    @Test
    @Covers({"AUTH-5", "AUTH-6", "ERR-21", "op:AUTH-1"})
    public void whoIsCallingOnlyTheEdgeLearns() throws Exception {
        AtomicReference<List<String>> seen = new AtomicReference<>();
        AtomicReference<RequestContext> context = new AtomicReference<>();
        api.set((request, response) -> {
            seen.set(Collections.list(request.getHeaderNames()));
            context.set(RequestAttributes.context(request));
            assertNull(request.getHeader("x-roles"));
            assertFalse(request.getHeaders("X-Auth-Token").hasMoreElements());
        });
        Answer answer = askAsAlice("GET /v2/images", "X-Roles: admin", "X-Project-Id: other", "X-Kept: yes");
        assertEquals(200, answer.status());
        assertEquals(
                List.of("host", "x-kept"),
                seen.get().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        assertEquals("p1", context.get().projectId());
        assertFalse(context.get().admin());

        server.identity.challengeWith("Keystone uri=\"http://keystone\"");
        Answer refused = ask("GET /v2/images", "X-Identity-Status: Confirmed", "X-Roles: admin");
        assertEquals(401, refused.status());
        assertEquals("Keystone uri=\"http://keystone\"", refused.header("WWW-Authenticate"));
    }

    @Test
    @Covers({"ERR-1", "ERR-37"})
    public void everyFailureIsAnAnswer() throws Exception {
        for (ErrorKind kind : ErrorKind.values()) {
            api.set((request, response) -> {
                throw new VitrineException(kind, "told <so>");
            });
            Answer answer = askAsAlice("GET /v2/images", "Accept: application/json");
            assertEquals(kind.name(), org.vitrine.edge.api.Statuses.of(kind), answer.status());
            assertEquals(kind.name(), kind != ErrorKind.INTERNAL, answer.body().contains("told <so>"));
            assertEquals("application/json", answer.header("Content-Type"));
        }
        for (Throwable unknown : List.of(new IllegalStateException("secret"), new NoClassDefFoundError("secret"))) {
            api.set((request, response) -> FakeApi.sneak(unknown));
            Answer answer = askAsAlice("GET /v2/images");
            assertEquals(500, answer.status());
            assertFalse(answer.body(), answer.body().contains("secret"));
        }
    }

    @Test
    public void nothingOfTheAnswerThatFailedDescribesTheError() throws Exception {
        api.set((request, response) -> {
            response.setStatus(206);
            response.setContentLength(1000);
            response.setHeader("Content-MD5", "d41d8cd98f00b204e9800998ecf8427e");
            response.setHeader("Content-Range", "bytes 0-999/2000");
            throw new VitrineException(ErrorKind.UNAVAILABLE, "the store is gone");
        });
        Answer answer = askAsAlice("GET /v2/images/1/file");
        assertEquals(503, answer.status());
        assertTrue(answer.whole());
        assertNull(answer.header("Content-MD5"));
        assertNull(answer.header("Content-Range"));
        assertEquals("1", answer.header("Retry-After"));
    }

    @Test
    public void anAnswerThatFailsOnTheWayIsCutOff() throws Exception {
        for (boolean chunked : new boolean[] {false, true}) {
            api.set((request, response) -> {
                if (!chunked) {
                    response.setContentLength(1000);
                }
                response.getOutputStream().write(new byte[10]);
                response.flushBuffer();
                throw new VitrineException(ErrorKind.UNAVAILABLE, "the store is gone");
            });
            try (RawClient client = client()) {
                Answer answer = client.send(request("GET /v2/images").replaceFirst("\r\n", "\r\n" + AS_ALICE))
                        .answer();
                assertEquals(200, answer.status());
                assertEquals(10, answer.body().length());
                assertFalse("chunked: " + chunked, answer.whole());
            }
        }
    }

    @Test
    public void aBodyIsAskedForWhenItIsRead() throws Exception {
        String put = request("PUT /v2/images/1/file", "Content-Length: 5", "Expect: 100-continue")
                .replaceFirst("\r\n", "\r\n" + AS_ALICE);
        api.set((request, response) -> {
            throw new VitrineException(ErrorKind.NOT_FOUND, "no such image");
        });
        try (RawClient client = client()) {
            Answer refused = client.send(put).answer();
            assertEquals(404, refused.status());
            assertEquals("close", refused.header("Connection"));
            assertTrue(client.closed());
        }
        api.set((request, response) -> {
            assertEquals(5, request.getInputStream().readAllBytes().length);
            response.setStatus(204);
        });
        try (RawClient client = client()) {
            assertEquals(100, client.send(put).answer().status());
            assertEquals(204, client.send("12345").answer().status());
        }
    }

    @Test
    public void aRefusedUploadIsNotRead() throws Exception {
        api.set((request, response) -> {
            throw new VitrineException(ErrorKind.NOT_FOUND, "no such image");
        });
        try (RawClient client = client()) {
            client.send(request("PUT /v2/images/1/file", "Content-Length: 10737418240")
                    .replaceFirst("\r\n", "\r\n" + AS_ALICE));
            client.send(new byte[100_000]);
            Answer refused = client.answer();
            assertEquals(404, refused.status());
            assertTrue(refused.whole());
            assertTrue(client.closed());
        }
    }

    @Test
    public void whoLooksOnlyAfterAllWasSentSeesTheRefusalToo() throws Exception {
        // More than lies on the way, and no more: what comes after the answer is taken for a second at most.
        byte[] body = new byte[16_000_000];
        for (String framing : List.of("Content-Length: " + body.length, "Transfer-Encoding: chunked")) {
            api.set((request, response) -> {
                throw new VitrineException(ErrorKind.NOT_FOUND, "no such image");
            });
            try (RawClient client = client()) {
                client.send(request("PUT /v2/images/1/file", framing).replaceFirst("\r\n", "\r\n" + AS_ALICE));
                if (framing.endsWith("chunked")) {
                    client.send(Integer.toHexString(body.length) + "\r\n");
                }
                client.send(body);
                Answer refused = client.answer();
                assertEquals(404, refused.status());
                assertTrue(refused.whole());
            }
        }
    }

    @Test
    public void aBodyThatEndsTooEarlyIsItsSendersFault() throws Exception {
        AtomicReference<ErrorKind> kind = new AtomicReference<>();
        api.set((request, response) -> {
            try {
                request.getInputStream().readAllBytes();
            } catch (VitrineException e) {
                kind.set(e.kind());
                throw e;
            }
        });
        try (RawClient client = client()) {
            client.send(request("PUT /v2/images/1/file", "Content-Length: 10").replaceFirst("\r\n", "\r\n" + AS_ALICE))
                    .send("12345")
                    .endOutput();
            assertEquals(400, client.answer().status());
        }
        assertEquals(ErrorKind.CLIENT_GONE, kind.get());
    }

    @Test
    public void aBodyThatStallsIsGivenUp() throws Exception {
        api.set((request, response) -> request.getInputStream().readAllBytes());
        try (RawClient client = client()) {
            client.send(request("PUT /v2/images/1/file", "Content-Length: 10").replaceFirst("\r\n", "\r\n" + AS_ALICE))
                    .send("12345");
            assertEquals(408, client.answer().status());
            assertTrue(client.closed());
        }
    }

    @Test
    public void aTrickleIsGivenUp() throws Exception {
        server.servlet.modified(FakeConfiguration.of(EdgeConfig.class)
                .with("body_rate_window", 1)
                .build());
        api.set((request, response) -> request.getInputStream().readAllBytes());
        try (RawClient client = client()) {
            client.send(
                    request("PUT /v2/images/1/file", "Content-Length: 1000").replaceFirst("\r\n", "\r\n" + AS_ALICE));
            Answer answer = client.trickle("1", Duration.ofMillis(200), 50).answer();
            assertEquals(408, answer.status());
        }
    }

    @Test
    public void aHeadThatTricklesIsCutOff() throws Exception {
        configure("header_timeout", 1);
        try (RawClient client = client()) {
            assertEquals(
                    200,
                    client.send("GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status());
            // The connection may rest, but once a head begins it must end.
            assertEquals(
                    200,
                    client.send("GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status());
            client.send("GET /healthcheck HTTP/1.1\r\nX-Slow: ")
                    .trickle("a", Duration.ofMillis(200), 50)
                    .endOutput();
            assertEquals(List.of(), client.statuses());
        }
        try (RawClient client = client()) {
            client.trickle("G", Duration.ofMillis(200), 50);
            assertTrue(client.closed());
        }
    }

    @Test
    public void aBodyMayTakeLongerThanAHead() throws Exception {
        configure("header_timeout", 1);
        api.set((request, response) ->
                response.setHeader("X-Read", "" + request.getInputStream().readAllBytes().length));
        try (RawClient client = client()) {
            client.send(request("PUT /v2/images/1/file", "Content-Length: 20").replaceFirst("\r\n", "\r\n" + AS_ALICE));
            assertEquals(
                    "20",
                    client.trickle("a", Duration.ofMillis(200), 20).answer().header("X-Read"));
            assertEquals(
                    200,
                    client.send("GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .status());
        }
    }

    @Test
    public void largeDataGoesStraightOut() throws Exception {
        byte[] data = new byte[3 << 20];
        new Random(1).nextBytes(data);
        AtomicReference<Class<?>> way = new AtomicReference<>();
        api.set((request, response) -> {
            response.setContentType("application/octet-stream");
            response.setContentLength(data.length);
            DirectOutput output = DirectOutput.of(request, response);
            way.set(output.getClass());
            ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
            for (int at = 0; at < data.length; at += buffer.capacity()) {
                output.write(buffer.clear().put(data, at, buffer.capacity()).flip());
            }
        });
        Answer answer = askAsAlice("GET /v2/images/1/file", "Accept-Encoding: gzip");
        assertArrayEquals(data, answer.body().getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(way.get().getName(), way.get().getName().startsWith(JettyEngine.class.getName()));
    }

    @Test
    @Covers({"REQ-11", "op:PIPE-12"})
    public void jsonIsCompressedWhereItIsWanted() throws Exception {
        String json = "{\"a\": \"" + "b".repeat(5000) + "\"}";
        api.set((request, response) -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            response.setContentType("application/json");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        });
        assertEquals(json, askAsAlice("GET /v2/images", "Accept-Encoding: gzip").body());
        configure("gzip", true);
        assertEquals(json, askAsAlice("GET /v2/images").body());
        assertEquals(
                json,
                askAsAlice("GET /v2/images", "Accept-Encoding: gzip;q=0, br").body());
        Answer answer = askAsAlice("GET /v2/images", "Accept-Encoding: br, gzip");
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertEquals("Accept-Encoding", answer.header("Vary"));
        assertEquals(
                json,
                new String(
                        new GZIPInputStream(
                                        new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.ISO_8859_1)))
                                .readAllBytes(),
                        StandardCharsets.UTF_8));
        Answer error = askAsAlice("GET /v3", "Accept-Encoding: gzip");
        assertEquals(300, error.status());
    }

    @Test
    @Covers({"REQ-13", "REQ-14", "op:PROXY-1", "op:PROXY-2", "op:PROXY-3"})
    public void proxyHeadersCountOnlyWhereConfigured() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        api.set((request, response) ->
                seen.set(request.getScheme() + " " + request.getServerName() + " " + request.getServerPort() + " "
                        + RequestAttributes.context(request).remoteAddress()));
        String[] extensions = {
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: public.example.org",
            "X-Forwarded-For: 192.0.2.7",
            "X-Forwarded-Prefix: /image"
        };
        askAsAlice("GET /v2/images", extensions);
        assertEquals("http image.example.org 9292 127.0.0.1", seen.get());
        configure("enable_proxy_headers_parsing", true);
        askAsAlice("GET /v2/images", extensions);
        assertEquals("https public.example.org 443 192.0.2.7", seen.get());
        Answer versions = ask("GET /", extensions);
        assertTrue(versions.body(), versions.body().contains("\"https://public.example.org/image/v2/\""));
        askAsAlice(
                "GET /v2/images",
                "Forwarded: for=198.51.100.1;proto=https;host=\"[2001:db8::1]:8443\", for=10.0.0.1",
                extensions[1]);
        assertEquals("https [2001:db8::1] 8443 198.51.100.1", seen.get());
        askAsAlice("GET /v2/images", "X-Forwarded-Host: a b<c>", "X-Forwarded-Proto: javascript");
        assertEquals("http image.example.org 9292 127.0.0.1", seen.get());
    }

    @Test
    @Covers({"HC-1", "HC-3", "HC-4", "HC-5", "HC-6", "op:HEALTH-2", "op:HEALTH-3"})
    public void theHealthCheckAsksNobodyWhoTheyAre() throws Exception {
        Answer answer = ask("GET /healthcheck");
        assertEquals(200, answer.status());
        assertEquals("OK", answer.body());
        assertNull(answer.header(RequestId.HEADER));
        assertEquals("OK", ask("POST /healthcheck").body());
        assertEquals(
                "{\"detailed\":false,\"reasons\":[\"OK\"]}",
                ask("GET /healthcheck", "Accept: application/json").body().replaceAll("\\s", ""));
        assertTrue(ask("GET /healthcheck", "Accept: text/html").body().contains("<"));
        assertEquals("OK", ask("GET /healthcheck", "Accept: image/png").body());
        try (RawClient client = client()) {
            assertEquals(204, client.send(request("HEAD /healthcheck")).head().status());
        }
    }

    @Test
    @Covers("LIM-10")
    public void largeHeadsAreRefused() throws Exception {
        assertEquals(
                431,
                askAsAlice("GET /v2/images", "X-Large: " + "a".repeat(20_000)).status());
        assertEquals(414, askAsAlice("GET /v2/" + "a".repeat(20_000)).status());
    }

    @Test
    public void itSaysNothingAboutItself() throws Exception {
        Answer answer = askAsAlice("GET /v2/images");
        assertNull(answer.header("Server"));
        assertNull(answer.header("X-Powered-By"));
    }
}
