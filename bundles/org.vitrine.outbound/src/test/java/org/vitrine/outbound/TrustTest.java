package org.vitrine.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;

public class TrustTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static TlsIdentity loopback;
    private static TlsIdentity elsewhere;

    @BeforeClass
    public static void makeKeys() throws Exception {
        loopback = TlsIdentity.create(FOLDER.getRoot().toPath(), "ip:127.0.0.1");
        elsewhere = TlsIdentity.create(FOLDER.getRoot().toPath(), "dns:example.org");
    }

    private static int ask(TlsIdentity shown, String caFile, boolean insecure) throws Exception {
        try (var server = new RawHttpServer(shown.context().getServerSocketFactory(), "https", e -> e.answer(204, ""));
                var http = new OutboundHttp(new OutboundOptions(
                        "vitrine-test",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        1,
                        Trust.of(caFile, insecure),
                        Optional.empty()));
                Answer answer = http.send(Call.of("GET", server.uri()))) {
            return answer.status();
        }
    }

    @Test
    public void believesAFileAlone() throws Exception {
        String file = loopback.certificate().toString();
        assertEquals(204, ask(loopback, file, false));
        assertEquals(204, ask(loopback, file, true));
        assertThrows(
                IOException.class, () -> ask(loopback, elsewhere.certificate().toString(), true));
        assertThrows(
                IOException.class, () -> ask(elsewhere, elsewhere.certificate().toString(), false));
    }

    @Test
    public void believesEverybodyWhenToldSo() throws Exception {
        assertEquals(204, ask(elsewhere, "", true));
        assertThrows(IOException.class, () -> ask(elsewhere, " ", false));
    }

    @Test
    public void saysThatAFileIsOfNoUse() throws Exception {
        Path nothing = Files.writeString(FOLDER.newFile().toPath(), "nothing");
        assertThrows(IOException.class, () -> Trust.of(nothing.toString(), false));
        assertThrows(IOException.class, () -> Trust.of("/nowhere/at/all.pem", false));
    }
}
