package org.vitrine.edge;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.spi.testkit.http.RawClient;
import org.vitrine.spi.testkit.http.RawClient.Answer;

/** The API is replaced while clients use it. */
public class GateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GET =
            "GET /v2/images HTTP/1.1\r\nHost: x\r\nX-Auth-Token: " + TestServer.TOKEN + "\r\n\r\n";
    private static final String HEALTH = "GET /healthcheck HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int CLIENTS = 40;
    private static final int SWAPS = 30;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private TestServer server;

    @Before
    public void start() throws Exception {
        server = TestServer.start(answering("first"));
    }

    @After
    public void stop() throws Exception {
        server.close();
        clients.shutdownNow();
        assertTrue(clients.awaitTermination(20, TimeUnit.SECONDS));
    }

    private static FakeApi answering(String name) {
        return new FakeApi((request, response) -> response.setHeader("X-Api", name));
    }

    private RawClient client() throws IOException {
        return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE);
    }

    private Answer ask(String request) throws IOException {
        try (RawClient client = client()) {
            return client.send(request).answer();
        }
    }

    @Test
    public void noRequestFailsWhileTheApiIsSwapped() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        Set<String> wrong = ConcurrentHashMap.newKeySet();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit((Callable<Void>) () -> {
                try (RawClient client = client()) {
                    while (!enough.get()) {
                        Answer answer = client.send(GET).answer();
                        if (answer.status() != 200 || answer.header("X-Api") == null) {
                            wrong.add(answer.toString());
                        }
                        answered.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        for (int i = 0; i < SWAPS; i++) {
            int wanted = answered.get() + CLIENTS;
            FakeApi before = server.api();
            if (i % 2 == 0) {
                server.serveNothing();
                assertTrue(before.drain().close(PATIENCE));
                server.serve(answering("next " + i));
            } else {
                server.serve(answering("next " + i));
                assertTrue(before.drain().close(PATIENCE));
            }
            await(() -> answered.get() >= wanted);
        }
        enough.set(true);
        for (Future<?> client : running) {
            client.get(20, TimeUnit.SECONDS);
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    public void whoWaitsHoldsNoThread() throws Exception {
        server.serveNothing();
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 3 * TestServer.THREADS; i++) {
            waiting.add(client().send(GET));
        }
        await(() -> server.gate.waiting() == waiting.size());
        assertEquals(200, ask(HEALTH).status());
        server.serve(answering("back"));
        for (RawClient client : waiting) {
            assertEquals("back", client.answer().header("X-Api"));
            client.close();
        }
        assertEquals(0, server.gate.waiting());
    }

    @Test
    public void afterTheGraceItIsUnavailable() throws Exception {
        server.grace(1);
        server.serveNothing();
        Answer answer = ask(GET);
        assertEquals(503, answer.status());
        assertNotNull(answer.header("Retry-After"));
        assertEquals("nobody waits twice", 503, ask(GET).status());
        assertEquals(0, server.gate.waiting());
        server.serve(answering("back"));
        assertEquals("back", ask(GET).header("X-Api"));
    }

    @Test
    public void requestsInHandAreFinished() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        FakeApi slow = new FakeApi((request, response) -> {
            entered.countDown();
            await(() -> finish.getCount() == 0);
            response.setHeader("X-Api", "slow");
        });
        server.serve(slow);
        try (RawClient client = client().send(GET)) {
            assertTrue(entered.await(20, TimeUnit.SECONDS));
            server.serve(answering("fast"));
            assertEquals("fast", ask(GET).header("X-Api"));
            finish.countDown();
            assertEquals("slow", client.answer().header("X-Api"));
        }
        assertTrue(slow.drain().close(PATIENCE));
    }

    @Test
    public void anApiThatLetsNothingInIsWaitedFor() throws Exception {
        FakeApi leaving = server.api();
        assertTrue(leaving.drain().close(PATIENCE));
        try (RawClient client = client().send(GET)) {
            await(() -> server.gate.waiting() == 1);
            server.serve(answering("next"));
            assertEquals("next", client.answer().header("X-Api"));
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue("in time", System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
    }
}
