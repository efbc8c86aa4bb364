package org.vitrine.policy.oslo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.policy.PolicyEnforcer.Decision;
import org.vitrine.spi.policy.PolicyTarget;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.TlsIdentity;

/** Whom https checks trust, and what they show. */
@Covers({"op:POL-9", "op:POL-26", "op:POL-27"})
public class RemoteTlsTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static ExecutorService threads;
    private static Path serverCertificate;
    private static Path clientCertificate;
    private static Path clientKey;
    private static HttpsServer open;
    private static HttpsServer closed;

    @BeforeClass
    public static void serve() throws Exception {
        threads = Executors.newCachedThreadPool();
        Path directory = FOLDER.getRoot().toPath();
        TlsIdentity server = TlsIdentity.create(directory, "ip:127.0.0.1");
        TlsIdentity client = TlsIdentity.create(directory, "dns:client");
        serverCertificate = server.certificate();
        clientCertificate = client.certificate();
        clientKey = client.key();
        SSLContext context = server.context(client);
        open = server(context, false);
        closed = server(context, true);
    }

    @AfterClass
    public static void stop() {
        open.stop(0);
        closed.stop(0);
        threads.shutdown();
    }

    @Test
    public void byDefaultAnybodyIsBelieved() throws Exception {
        assertEquals(Decision.ALLOWED, decide(config(), open));
    }

    @Test
    public void verifiedServersMustBeKnown() throws Exception {
        assertEquals(Decision.ALLOWED, decide(config().verify(serverCertificate.toString()), open));
        assertNoAnswer(config().verify(""), open);
        assertNoAnswer(config().verify(clientCertificate.toString()), open);
    }

    @Test
    public void certificatesAreShown() throws Exception {
        assertNoAnswer(config(), closed);
        assertEquals(
                Decision.ALLOWED, decide(config().show(clientCertificate.toString(), clientKey.toString()), closed));
        Path both = Files.writeString(
                FOLDER.newFile().toPath(), Files.readString(clientCertificate) + Files.readString(clientKey));
        assertEquals(Decision.ALLOWED, decide(config().show(both.toString(), ""), closed));
    }

    @Test
    public void filesOfNoUseAreRefusedWithTheKey() throws Exception {
        String missing = FOLDER.getRoot() + "/missing";
        refused("remote.ssl.ca.crt.file", config().verify(missing));
        refused("remote.ssl.ca.crt.file", config().verify(clientKey.toString()));
        refused("remote.ssl.client.crt.file", config().show(missing, clientKey.toString()));
        refused("remote.ssl.client.crt.file", config().show(clientCertificate.toString(), ""));
        refused("remote.ssl.client.key.file", config().show(clientCertificate.toString(), missing));
        refused(
                "remote.ssl.client.key.file",
                config().show(clientCertificate.toString(), clientCertificate.toString()));
        String older = pem("older.key", "EC PRIVATE KEY");
        refused("openssl pkcs8", config().show(clientCertificate.toString(), older));
        String odd = pem("odd.key", "PRIVATE KEY");
        refused("of no kind among", config().show(clientCertificate.toString(), odd));
    }

    private static void refused(String words, EngineConfig config) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new OsloEnforcer(config));
        assertTrue(e.getMessage(), e.getMessage().contains(words));
    }

    private static void assertNoAnswer(EngineConfig config, HttpsServer server) {
        VitrineException e = assertThrows(VitrineException.class, () -> decide(config, server));
        assertEquals(ErrorKind.UNAVAILABLE, e.kind());
    }

    private static EngineConfig config() {
        return new EngineConfig(FOLDER.getRoot().toPath()).timeout(20);
    }

    private static Decision decide(EngineConfig config, HttpsServer server) throws Exception {
        Files.writeString(
                FOLDER.getRoot().toPath().resolve("policy.yaml"),
                "mine: https://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (CapturedLog log = new CapturedLog()) {
            OsloEnforcer engine = new OsloEnforcer(config);
            try {
                return engine.decide(Caller.with("member"), "mine", PolicyTarget.NONE);
            } finally {
                engine.close();
            }
        }
    }

    private static HttpsServer server(SSLContext context, boolean wantsCertificate) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(wantsCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("True".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String pem(String file, String label) throws Exception {
        return Files.writeString(FOLDER.getRoot().toPath().resolve(file), TlsIdentity.pem(label, new byte[] {1}))
                .toString();
    }
}
