package org.vitrine.importing.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;

public class EncryptionTest extends DownloadCase {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private void start(TlsIdentity identity, RawHttpServer.Handler handler) throws Exception {
        server = new RawHttpServer(identity.context().getServerSocketFactory(), "https", handler);
    }

    private TlsIdentity identity(String holder) throws Exception {
        return TlsIdentity.create(folder.getRoot().toPath(), holder);
    }

    @Test
    public void believesCertificatesForTheNameAlone() throws Exception {
        TlsIdentity identity = identity("dns:" + HOST);
        config.with("ca_certificates_file", identity.certificate().toString());
        start(identity, e -> e.answer(200, "data"));
        assertEquals("data", new String(fetch(start("https")), StandardCharsets.US_ASCII));
        assertFails(ErrorKind.BAD_GATEWAY, "certificate", () -> fetch(at("https", "other.example", "/file")));
        assertEquals(1, server.requests().size());
    }

    @Test
    public void believesNoStranger() throws Exception {
        start(identity("dns:" + HOST), e -> e.answer(200, "data"));
        String uri = start("https");
        assertFails(ErrorKind.BAD_GATEWAY, "certificate", () -> fetch(uri));
    }

    @Test
    public void noticesThatTheConnectionBreaks() throws Exception {
        TlsIdentity identity = identity("dns:" + HOST);
        config.with("ca_certificates_file", identity.certificate().toString());
        start(identity, e -> {
            e.head(200, 1000);
            e.out().write(1);
            e.drop();
        });
        String uri = start("https");
        assertFails(ErrorKind.BAD_GATEWAY, "less than it announced", () -> fetch(uri));
    }

    @Test
    public void waitsForNoHandshakeForEver() throws Exception {
        config.with("stall_timeout", 1).with("attempts", 1);
        start("https");
        try (var listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var dripping = new Thread(() -> drip(listener));
            dripping.start();
            assertFails(
                    ErrorKind.GATEWAY_TIMEOUT,
                    "too long",
                    () -> fetch("https://" + HOST + ":" + listener.getLocalPort() + "/"));
            dripping.join();
        }
    }

    /** Announces a handshake of 16 KiB, and sends it a byte at a time. */
    private static void drip(ServerSocket listener) {
        try (Socket client = listener.accept()) {
            client.getOutputStream().write(new byte[] {0x16, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0});
            while (true) {
                client.getOutputStream().write(3);
                linger(50);
            }
        } catch (IOException e) {
            // The client has had enough.
        }
    }

    @Test
    public void refusesAFileWithoutCertificates() throws IOException {
        config.with("ca_certificates_file", folder.newFile("empty").toString());
        assertThrows(IllegalArgumentException.class, () -> start("https"));
    }
}
