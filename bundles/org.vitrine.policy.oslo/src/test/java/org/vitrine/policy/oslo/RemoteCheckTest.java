package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.policy.oslo.language.RuleParser;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;

/** Rules that ask another server. */
@Covers("op:POL-9")
public class RemoteCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestContext CALLER = Caller.known("system_scope", "", "member");
    private static final PolicyTarget TARGET = PolicyTarget.of(Map.of(
            "owner",
            "p1",
            "member_id",
            "None",
            "protected",
            "False",
            "min_disk",
            "5",
            "name",
            "../a b?c=d&e#f%41",
            "size",
            "None"));

    private record Received(String path, String type, String body) {}

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String address;

    @Before
    public void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/yes", 200, "True");
        answer("/quoted", 201, "\"\"True\"");
        answer("/lower", 200, "true");
        answer("/spaced", 200, "True\n");
        answer("/empty", 200, "");
        answer("/no", 200, "False");
        answer("/error", 500, "True");
        answer("/long", 200, "True" + "\"".repeat(100_000));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", address + "/yes");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('T');
            exchange.getResponseBody().flush();
            awaitEnd();
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @After
    public void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdown();
    }

    @Test
    public void onlyTrueIsYes() throws Exception {
        for (String yes : List.of("yes", "quoted")) {
            assertEquals(yes, Decision.ALLOWED, decide(config(), address + "/" + yes));
        }
        for (String no : List.of("lower", "spaced", "empty", "no", "error", "long", "moved", "missing")) {
            assertEquals(no, Decision.DENIED, decide(config(), address + "/" + no));
        }
        assertEquals(Decision.DENIED, decide(config(), "not " + address + "/yes"));
        assertEquals(Decision.ALLOWED, decide(config(), "role:member or " + address + "/slow"));
    }

    @Test
    @Covers("op:POL-25")
    public void aFormTellsRuleTargetAndCredentials() throws Exception {
        decide(config(), address + "/yes");
        Received question = received.take();
        assertEquals("application/x-www-form-urlencoded", question.type);
        Map<String, String> form = Stream.of(question.body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        assertEquals("\"mine\"", form.get("rule"));
        check(JSON.readTree(form.get("target")), JSON.readTree(form.get("credentials")));
        assertEquals(3, form.size());
    }

    @Test
    @Covers("op:POL-25")
    public void orOneObject() throws Exception {
        assertEquals(Decision.ALLOWED, decide(config().json(), address + "/yes"));
        Received question = received.take();
        assertEquals("application/json", question.type);
        JsonNode whole = JSON.readTree(question.body);
        assertEquals("mine", whole.get("rule").asText());
        check(whole.get("target"), whole.get("credentials"));
    }

    private static void check(JsonNode target, JsonNode credentials) throws IOException {
        assertEquals(
                JSON.readTree(
                        "{\"owner\": \"p1\", \"member_id\": null, \"protected\": false, \"min_disk\": 5, \"size\": null,"
                                + " \"name\": \"../a b?c=d&e#f%41\"}"),
                target);
        assertEquals("p1", credentials.get("project_id").asText());
        assertEquals("[\"member\"]", credentials.get("roles").toString());
        assertEquals("[]", credentials.get("service_roles").toString());
        assertTrue(credentials.get("domain_id").isNull());
        assertTrue(credentials.get("is_admin_project").asBoolean());
        assertFalse("never the token", credentials.toString().contains("a-token"));
    }

    @Test
    public void valuesStayInTheirPlace() throws Exception {
        decide(config(), address + "/yes/%(name)s/%(owner)s");
        assertEquals("/yes/%2E%2E%2Fa%20b%3Fc%3Dd%26e%23f%2541/p1", received.take().path);
        assertEquals(Decision.DENIED, decide(config(), address + "/yes/%(missing)s"));
        assertTrue(received.isEmpty());
    }

    @Test(timeout = 30_000)
    @Covers("op:POL-28")
    public void noAnswerIsNoDecision() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            VitrineException slow =
                    assertThrows(VitrineException.class, () -> decide(config().timeout(1), "not " + address + "/slow"));
            assertEquals(ErrorKind.UNAVAILABLE, slow.kind());
            int free;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = socket.getLocalPort();
            }
            VitrineException refused =
                    assertThrows(VitrineException.class, () -> decide(config(), "http://127.0.0.1:" + free + "/x"));
            assertEquals(ErrorKind.UNAVAILABLE, refused.kind());
            assertEquals(
                    2,
                    log.lines("WARN").stream()
                            .filter(line -> line.contains("gave no answer"))
                            .count());
        }
    }

    @Test
    public void addressesThatCallersCouldBendAreRefused() {
        for (String refused : List.of(
                "http:",
                "http:x",
                "http:/x",
                "http://",
                "http:///x",
                "http://%(name)s/",
                "http://h%(name)s/",
                "http://h:%(port)s/",
                "https://h%(name)s",
                "http://user:secret@h/",
                "http://h@g/",
                "http://h:x/",
                "http://h/{x}",
                "http://h/%d",
                "http://h/%(name)x",
                "http://[::1/",
                "http://h\\g/",
                "http://h#x/",
                "http://h:123456/")) {
            List<String> complaints = RuleParser.parse(refused).complaints();
            assertEquals(refused + complaints, 1, complaints.size());
            assertFalse(complaints.get(0), complaints.get(0).contains("secret"));
        }
        for (String fine : List.of(
                "http://h/",
                "http://h",
                "https://h:8443/x/%(name)s?y=%(owner)s",
                "http://[::1]:80/%(name)s",
                "http://h.example-1.org/%%41")) {
            assertEquals(fine, List.of(), RuleParser.parse(fine).complaints());
        }
    }

    @Test
    public void nonsenseIsRefusedWithTheKey() {
        for (EngineConfig wrong :
                List.of(config().contentType("text/plain"), config().timeout(0), config().timeout(3601))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new OsloEnforcer(wrong));
            assertTrue(e.getMessage(), e.getMessage().startsWith("remote."));
        }
    }

    private EngineConfig config() {
        return new EngineConfig(folder.getRoot().toPath());
    }

    private Decision decide(EngineConfig config, String rule) throws Exception {
        Path file = folder.getRoot().toPath().resolve("policy.yaml");
        Files.writeString(file, JSON.writeValueAsString(Map.of("mine", rule)));
        OsloEnforcer engine;
        try (CapturedLog log = new CapturedLog()) {
            engine = new OsloEnforcer(config);
        }
        try {
            return engine.decide(CALLER, "mine", TARGET);
        } finally {
            engine.close();
        }
    }

    private void answer(String path, int status, String text) {
        server.createContext(path, exchange -> {
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
