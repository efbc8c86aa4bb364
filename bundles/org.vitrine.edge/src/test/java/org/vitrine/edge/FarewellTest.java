package org.vitrine.edge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.http.RawClient.Answer;

/** A server that is stopped lets requests end. */
public class FarewellTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GET =
            "GET /v2/images HTTP/1.1\r\nHost: x\r\nX-Auth-Token: " + TestServer.TOKEN + "\r\n\r\n";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private TestServer server;

    @After
    public void stop() throws Exception {
        released.countDown();
        server.close();
        threads.shutdownNow();
    }

    private Answer ask(String request) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        try (RawClient client = new RawClient(address, PATIENCE)) {
            return client.send(request).answer();
        }
    }

    private static Farewell after(int seconds, FakeFramework framework) {
        return new Farewell(
                framework.context,
                FakeConfiguration.of(Farewell.StopConfig.class)
                        .with("drain_timeout", seconds)
                        .build());
    }

    @Test
    public void whatRunsEndsAndWhatComesIsRefused() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> {
            arrived.countDown();
            try {
                assertTrue(released.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        Future<Answer> running = threads.submit(() -> ask(GET));
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        server.framework.stopping(7);
        assertFalse("another bundle's stop", server.farewell.leaving());
        Future<?> stop = threads.submit(() -> server.framework.stopping(0));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!server.farewell.leaving() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        Answer refused = ask(GET);
        assertEquals(503, refused.status());
        assertEquals("close", refused.header("Connection"));
        assertEquals("1", refused.header("Retry-After"));
        Answer health = ask("GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals(503, health.status());
        assertEquals("GOING DOWN", health.body());
        assertFalse(stop.isDone());
        released.countDown();
        assertEquals(200, running.get(20, TimeUnit.SECONDS).status());
        stop.get(20, TimeUnit.SECONDS);
    }

    @Test
    public void anAnswerIsSentBeforeItsRequestHasEnded() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> response.setStatus(204)));
        server.atTheEnd(() -> assertTrue(released.await(20, TimeUnit.SECONDS)));
        Future<Answer> running = threads.submit(() -> ask(GET));
        assertEquals(204, running.get(10, TimeUnit.SECONDS).status());
    }

    @Test
    public void itDoesNotWaitForEver() throws Exception {
        server = TestServer.start(new FakeApi((request, response) -> {}));
        FakeFramework framework = new FakeFramework();
        Farewell farewell = after(0, framework);
        assertTrue(farewell.begin());
        framework.stopping(0);
        assertFalse(farewell.begin());
        farewell.end();
        farewell.deactivate();
        assertThrows(IllegalArgumentException.class, () -> after(281, framework));
        assertThrows(IllegalArgumentException.class, () -> after(-1, framework));
    }
}
