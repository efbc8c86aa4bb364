package org.vitrine.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.servlet.http.HttpServletResponse;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.vitrine.spi.testkit.http.SmugglingProbes;

public class SmugglingTest {
    private static TestServer server;

    @BeforeClass
    public static void start() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> {
            request.getInputStream().readAllBytes();
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }));
    }

    @AfterClass
    public static void stop() throws Exception {
        server.close();
    }

    private static SmugglingProbes probes() {
        return new SmugglingProbes(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "POST",
                "/v2/images",
                "Content-Type: application/json\r\nX-Auth-Token: " + TestServer.TOKEN + "\r\n",
                Duration.ofSeconds(10));
    }

    @Test
    public void whatTwoReadersUnderstandDifferentlyIsRefused() throws Exception {
        probes().assertRefused();
    }

    @Test
    public void whatIsMerelyOddIsServed() throws Exception {
        probes().assertServed();
    }
}
