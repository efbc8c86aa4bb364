package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.FakeCredentials;
import org.vitrine.spi.testkit.server.FakeKeystone;

@Covers({"op:AUTH-19", "op:AUTH-26"})
public class KeystoneTlsTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static Pair server;
    private static Pair elsewhere;
    private static Pair client;
    private static Pair curve;

    private FakeKeystone keystone;

    @BeforeClass
    public static void makeKeys() throws Exception {
        server = new Pair("server", "RSA", "-ext", "SAN=ip:127.0.0.1");
        elsewhere = new Pair("elsewhere", "RSA", "-ext", "SAN=dns:keystone.example.org");
        client = new Pair("client", "RSA");
        curve = new Pair("curve", "EC");
    }

    @After
    public void stop() {
        if (keystone != null) {
            keystone.close();
        }
    }

    @Test
    public void believesTheCertificateAuthorityItWasGivenAlone() throws Exception {
        start(server, false);
        assertKnows(settings().with("cafile", server.certificate));
        assertFails(settings());
        assertFails(settings().with("cafile", client.certificate));
    }

    @Test
    public void comparesHostNames() throws Exception {
        start(elsewhere, false);
        assertFails(settings().with("cafile", elsewhere.certificate));
    }

    @Test
    public void believesAnybodyWhenToldSo() throws Exception {
        start(elsewhere, false);
        assertKnows(settings().with("insecure", true));
    }

    @Test
    public void showsItsOwnCertificate() throws Exception {
        start(server, true);
        Settings settings = settings().with("cafile", server.certificate);
        assertFails(settings);
        assertKnows(settings.with("certfile", client.certificate).with("keyfile", client.key));
        assertKnows(settings.with("certfile", curve.certificate).with("keyfile", curve.key));
        assertKnows(settings.with("certfile", write("both.pem", read(client.certificate) + read(client.key))));
    }

    @Test
    public void readsRsaKeysOfTheOlderForm() throws Exception {
        start(server, true);
        byte[] pkcs8 = client.privateKey.getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // after the header that PKCS #8 puts before it
        assertKnows(settings()
                .with("cafile", server.certificate)
                .with("certfile", client.certificate)
                .with("keyfile", write("old.pem", pem("RSA PRIVATE KEY", pkcs1))));
    }

    @Test
    public void saysWhichFileIsOfNoUse() throws Exception {
        String nothing = write("nothing.pem", "nothing");
        refuses("cafile", Settings.at("https://keystone").with("cafile", nothing));
        refuses("certfile", Settings.at("https://keystone").with("certfile", nothing));
        Settings withCertificate = Settings.at("https://keystone").with("certfile", client.certificate);
        refuses("certfile", withCertificate);
        refuses("keyfile", withCertificate.with("keyfile", nothing));
        refuses(
                "keyfile",
                withCertificate.with("keyfile", write("locked.pem", pem("ENCRYPTED PRIVATE KEY", new byte[8]))));
        refuses("keyfile", withCertificate.with("keyfile", write("broken.pem", pem("PRIVATE KEY", new byte[8]))));
    }

    @Test
    @Covers("op:AUTH-18")
    public void aServerAskedByTlsIsNotLeftForOneWithout() throws Exception {
        start(server, false);
        String plain = keystone.uri().toString().replace("https", "http");
        keystone.instead = (method, path) -> path.equals("/")
                ? "300 {\"versions\":{\"values\":[{\"id\":\"v3.14\",\"links\":[{\"rel\":\"self\",\"href\":\"" + plain
                        + "/v3/\"}]}]}}"
                : null;
        assertKnows(settings().with("cafile", server.certificate));
    }

    private void start(Pair identity, boolean askForCertificate) throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(identity.serving(List.of(client, curve))) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(askForCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        keystone = new FakeKeystone(https).know("t");
    }

    private Settings settings() {
        return Settings.at(keystone.uri());
    }

    private static void assertKnows(Settings settings) {
        KeystoneValidator validator = settings.validator();
        try {
            assertEquals("u1", validator.validate(FakeCredentials.token("t")).userId());
        } finally {
            validator.close();
        }
    }

    private static void assertFails(Settings settings) {
        KeystoneValidator validator = settings.validator();
        try {
            VitrineException failure =
                    assertThrows(VitrineException.class, () -> validator.validate(FakeCredentials.token("t")));
            assertEquals(ErrorKind.UNAVAILABLE, failure.kind());
        } finally {
            validator.close();
        }
    }

    private static void refuses(String key, Settings settings) {
        IllegalArgumentException refusal =
                assertThrows(key, IllegalArgumentException.class, () -> settings.validator());
        assertTrue(refusal.getMessage(), refusal.getMessage().startsWith(key + ":"));
    }

    private static String read(String file) throws Exception {
        return Files.readString(Path.of(file), StandardCharsets.US_ASCII);
    }

    private static String write(String name, String text) throws Exception {
        return Files.writeString(FOLDER.getRoot().toPath().resolve(name), text).toString();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    /** A private key and its self-signed certificate, also as PEM files. */
    private static final class Pair {
        private final KeyStore store;
        private final PrivateKey privateKey;
        private final String certificate;
        private final String key;

        Pair(String name, String kind, String... options) throws Exception {
            Path file = FOLDER.getRoot().toPath().resolve(name + ".p12");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD),
                    "-alias",
                    "own",
                    "-keyalg",
                    kind,
                    "-dname",
                    "CN=" + name,
                    "-validity",
                    "2"));
            command.addAll(List.of(options));
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue("keytool", keytool.waitFor(1, TimeUnit.MINUTES) && keytool.exitValue() == 0);
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            privateKey = (PrivateKey) store.getKey("own", PASSWORD);
            certificate = write(name + ".crt", pem("CERTIFICATE", certificate().getEncoded()));
            key = write(name + ".key", "Some text before it.\n" + pem("PRIVATE KEY", privateKey.getEncoded()));
        }

        Certificate certificate() throws Exception {
            return store.getCertificate("own");
        }

        SSLContext serving(List<Pair> clients) throws Exception {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, PASSWORD);
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, PASSWORD);
            for (Pair pair : clients) {
                known.setCertificateEntry(pair.certificate, pair.certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        }
    }
}
