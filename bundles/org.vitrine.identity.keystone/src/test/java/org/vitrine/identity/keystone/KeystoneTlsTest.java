package org.vitrine.identity.keystone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
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
import org.vitrine.spi.testkit.server.TlsIdentity;

@Covers({"op:AUTH-19", "op:AUTH-26"})
public class KeystoneTlsTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static TlsIdentity server;
    private static TlsIdentity elsewhere;
    private static TlsIdentity client;
    private static TlsIdentity curve;

    private FakeKeystone keystone;

    @BeforeClass
    public static void makeKeys() throws Exception {
        Path directory = FOLDER.getRoot().toPath();
        server = TlsIdentity.create(directory, "ip:127.0.0.1", "RSA");
        elsewhere = TlsIdentity.create(directory, "dns:keystone.example.org", "RSA");
        client = TlsIdentity.create(directory, "dns:client", "RSA");
        curve = TlsIdentity.create(directory, "dns:curve", "EC");
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
        assertKnows(settings().with("cafile", server.certificate().toString()));
        assertFails(settings());
        assertFails(settings().with("cafile", client.certificate().toString()));
    }

    @Test
    public void comparesHostNames() throws Exception {
        start(elsewhere, false);
        assertFails(settings().with("cafile", elsewhere.certificate().toString()));
    }

    @Test
    public void believesAnybodyWhenToldSo() throws Exception {
        start(elsewhere, false);
        assertKnows(settings().with("insecure", true));
    }

    @Test
    public void showsItsOwnCertificate() throws Exception {
        start(server, true);
        Settings settings = settings().with("cafile", server.certificate().toString());
        assertFails(settings);
        assertKnows(settings.with("certfile", client.certificate().toString())
                .with("keyfile", client.key().toString()));
        assertKnows(settings.with("certfile", curve.certificate().toString())
                .with("keyfile", curve.key().toString()));
        assertKnows(settings.with(
                "certfile",
                write("both.pem", Files.readString(client.certificate()) + Files.readString(client.key()))));
    }

    @Test
    public void readsRsaKeysOfTheOlderForm() throws Exception {
        start(server, true);
        byte[] pkcs8 = client.privateKey().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // after the header that PKCS #8 puts before it
        assertKnows(settings()
                .with("cafile", server.certificate().toString())
                .with("certfile", client.certificate().toString())
                .with("keyfile", write("old.pem", TlsIdentity.pem("RSA PRIVATE KEY", pkcs1))));
    }

    @Test
    public void saysWhichFileIsOfNoUse() throws Exception {
        String nothing = write("nothing.pem", "nothing");
        refuses("cafile", Settings.at("https://keystone").with("cafile", nothing));
        refuses("certfile", Settings.at("https://keystone").with("certfile", nothing));
        Settings withCertificate = Settings.at("https://keystone")
                .with("certfile", client.certificate().toString());
        refuses("certfile", withCertificate);
        refuses("keyfile", withCertificate.with("keyfile", nothing));
        refuses(
                "keyfile",
                withCertificate.with(
                        "keyfile", write("locked.pem", TlsIdentity.pem("ENCRYPTED PRIVATE KEY", new byte[8]))));
        refuses(
                "keyfile",
                withCertificate.with("keyfile", write("broken.pem", TlsIdentity.pem("PRIVATE KEY", new byte[8]))));
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
        assertKnows(settings().with("cafile", server.certificate().toString()));
    }

    private void start(TlsIdentity identity, boolean askForCertificate) throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(identity.context(client, curve)) {
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

    private static String write(String name, String text) throws Exception {
        return Files.writeString(FOLDER.getRoot().toPath().resolve(name), text).toString();
    }
}
