package org.vitrine.itests;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.http.SmugglingProbes;

/** The whole server, from the socket to the image: whoever stands before it can't be made to see other requests. */
public class SmugglingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String DATA = "Content-Type: application/octet-stream\r\n";

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Distribution server;

    @BeforeClass
    public static void start() throws Exception {
        server = Distribution.start(FOLDER.getRoot().toPath().resolve("data"));
    }

    @AfterClass
    public static void stop() {
        server.close();
    }

    private static SmugglingProbes probes(String method, String path, String headers) {
        InetSocketAddress address =
                new InetSocketAddress(server.uri().getHost(), server.uri().getPort());
        return new SmugglingProbes(address, method, path, headers, PATIENCE);
    }

    @Test
    public void noRecordIsReadTwoWays() throws Exception {
        probes("POST", "/v2/images", JSON).assertRefused();
        assertNoServerError();
    }

    @Test
    public void noDataIsReadTwoWays() throws Exception {
        ImageClient client = server.client();
        String id = client.create("probe");
        probes("PUT", "/v2/images/" + id + "/file", DATA).assertRefused();
        String image = client.get("/v2/images/" + id);
        assertTrue(image, image.contains("\"queued\""));
        assertNoServerError();
    }

    @Test
    public void whatIsMerelyOddIsServed() throws Exception {
        probes("POST", "/v2/images", JSON).assertServed();
    }

    private static void assertNoServerError() throws IOException {
        assertFalse(server.log().contains(": 500"));
    }
}
