package org.vitrine.outbound;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Test;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class OutboundHttpTest {
    private static final int PATIENCE_SECONDS = 30;

    private final OutboundHttp http = new OutboundHttp(options(Duration.ofSeconds(PATIENCE_SECONDS), 3));
    private final OutboundHttp hasty = new OutboundHttp(options(Duration.ofSeconds(1), 3));
    private RawHttpServer server;

    private static OutboundOptions options(Duration stall, int attempts) {
        return new OutboundOptions(
                "vitrine-test", Duration.ofSeconds(5), stall, attempts, Optional.empty(), Optional.empty());
    }

    private URI start(RawHttpServer.Handler handler) throws IOException {
        server = new RawHttpServer(handler);
        return server.uri();
    }

    @After
    public void close() throws IOException {
        http.close();
        hasty.close();
        if (server != null) {
            server.close();
        }
    }

    /** As a store would use it: the chunk is only good until the next call. */
    private static Body.Chunks chunks(PatternSource source) {
        return source::next;
    }

    private static byte[] read(ReadableByteChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocateDirect(100_000);
        while (channel.read(buffer.clear()) >= 0) {
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            all.write(bytes);
        }
        return all.toByteArray();
    }

    /** For a peer that answers at once and is judged by its body: however busy the machine is. */
    private static Call patient(URI uri) {
        return Call.of("GET", uri).patience(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    @Test
    public void givesStatusHeadersAndText() throws Exception {
        URI uri = start(e -> e.answer(418, "short and stout", "X-Pot", "tea"));
        try (Answer answer = http.send(Call.of("GET", uri).header("X-Asked", "yes"))) {
            assertEquals(418, answer.status());
            assertFalse(answer.succeeded());
            assertEquals(Optional.of("tea"), answer.header("x-pot"));
            assertEquals(OptionalLong.of(15), answer.contentLength());
            assertEquals("short and stout", answer.text(15));
            assertEquals(Optional.of("yes"), server.requests().get(0).header("X-Asked"));
        }
    }

    @Test
    public void readsNoMoreTextThanItMay() throws Exception {
        URI uri = start(e -> e.answer(200, "0123456789"));
        try (Answer answer = http.send(Call.of("GET", uri))) {
            assertThrows(IOException.class, () -> answer.text(9));
        }
    }

    @Test
    public void carriesBodiesOfKnownAndUnknownLength() throws Exception {
        BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
        URI uri = start(e -> {
            bodies.add(e.body());
            e.answer(200, e.request().header("Transfer-Encoding").orElse("plain"));
        });
        int length = 3_000_001;
        byte[] expected = PatternSource.bytes(1, 0, length);
        Body[] all = {
            Body.of(ByteBuffer.wrap(expected)),
            Body.of(List.of(
                    ByteBuffer.wrap(expected, 0, 1_000_000),
                    ByteBuffer.allocate(0),
                    ByteBuffer.wrap(expected, 1_000_000, length - 1_000_000))),
            Body.once(chunks(new PatternSource(1, length)), OptionalLong.of(length)),
            Body.once(chunks(new PatternSource(1, length)), OptionalLong.empty())
        };
        for (Body body : all) {
            try (Answer answer = http.send(Call.of("PUT", uri).body(body))) {
                assertEquals(body == all[3] ? "chunked" : "plain", answer.text(100));
            }
            assertArrayEquals(expected, bodies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    public void readsBodiesAtTheReadersSpeed() throws Exception {
        byte[] data = PatternSource.bytes(2, 0, 5_000_000);
        URI uri = start(e -> e.answer(200, data));
        try (Answer answer = hasty.send(patient(uri))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500)); // longer than a peer may stall
            assertArrayEquals(data, read(answer.body()));
        }
    }

    @Test
    public void throwsWhatTheSourceThrowsAndEndsNoBody() throws Exception {
        BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();
        URI uri = start(e -> {
            try {
                e.body();
                e.answer(200, "");
            } catch (IOException lost) {
                broken.add(lost);
                throw lost;
            }
        });
        var failure = new IllegalStateException("the source broke");
        for (OptionalLong length : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(2_000_000)}) {
            var data = new PatternSource(1, 1_000_000);
            Body.Chunks source = () -> {
                ByteBuffer chunk = data.next();
                if (chunk == null) {
                    throw failure;
                }
                return chunk;
            };
            assertSame(
                    failure,
                    assertThrows(
                            IllegalStateException.class,
                            () -> http.send(Call.of("PUT", uri).body(Body.once(source, length)))));
            assertTrue(broken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) instanceof IOException);
        }
    }

    @Test
    public void waitsForASlowSource() throws Exception {
        URI uri = start(e -> e.answer(200, Integer.toString(e.body().length)));
        var data = new PatternSource(1, 100, 50);
        Body.Chunks slow = () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1200));
            return data.next();
        };
        try (Answer answer = hasty.send(Call.of("PUT", uri).body(Body.once(slow, OptionalLong.empty())))) {
            assertEquals("100", answer.text(100));
        }
    }

    @Test
    public void cutsOffAPeerThatTakesNothing() throws Exception {
        URI uri = start(RawHttpServer.Exchange::hang);
        var source = new PatternSource(1, Long.MAX_VALUE);
        assertThrows(
                HttpTimeoutException.class,
                () -> hasty.send(Call.of("PUT", uri).body(Body.once(chunks(source), OptionalLong.empty()))));
        assertTrue("it stopped taking from the source", source.position() < 100_000_000);
        assertEquals("it is not tried again", 1, server.requests().size());
    }

    @Test
    public void cutsOffAPeerThatDoesNotAnswer() throws Exception {
        URI uri = start(e -> {
            e.body();
            e.hang();
        });
        assertThrows(HttpTimeoutException.class, () -> hasty.send(Call.of("GET", uri)));
        assertThrows(
                HttpTimeoutException.class, () -> hasty.send(Call.of("PUT", uri).body(Body.of("text"))));
    }

    @Test
    public void isAsPatientAsTold() throws Exception {
        URI uri = start(e -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
            e.answer(200, "at last");
        });
        try (Answer answer = hasty.send(Call.of("POST", uri).patience(Duration.ofSeconds(PATIENCE_SECONDS)))) {
            assertEquals("at last", answer.text(100));
        }
    }

    @Test
    public void cutsOffAPeerThatStopsInTheMiddle() throws Exception {
        URI uri = start(e -> {
            e.head(200, 100);
            e.out().write(new byte[60]);
            e.hang();
        });
        try (Answer answer = hasty.send(patient(uri))) {
            assertThrows(HttpTimeoutException.class, () -> read(answer.body()));
        }
    }

    @Test
    public void tellsATruncatedBody() throws Exception {
        URI uri = start(e -> {
            e.head(200, 100_000);
            e.out().write(new byte[60_000]);
            e.drop();
        });
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        try (Answer answer = http.send(Call.of("GET", uri))) {
            assertThrows(IOException.class, () -> {
                while (answer.body().read(buffer) >= 0) {
                    assertTrue(buffer.hasRemaining());
                }
            });
            assertEquals("what came was handed on", 60_000, buffer.position());
        }
    }

    @Test
    public void givesTheBeginningAlone() throws Exception {
        URI uri = start(e -> e.answer(200, "0123456789"));
        ReadableByteChannel part = http.send(Call.of("GET", uri)).upTo(4);
        assertArrayEquals("0123".getBytes(StandardCharsets.US_ASCII), read(part));
        assertEquals(-1, part.read(ByteBuffer.allocate(1)));
        part.close();
        assertFalse(part.isOpen());
        assertThrows(ClosedChannelException.class, () -> part.read(ByteBuffer.allocate(1)));
    }

    @Test
    public void dropsTheConnectionWhenClosedEarly() throws Exception {
        var dropped = new CountDownLatch(1);
        URI uri = start(e -> {
            e.head(200, Long.MAX_VALUE);
            byte[] zeros = new byte[65536];
            try {
                while (true) {
                    e.out().write(zeros);
                }
            } finally {
                dropped.countDown();
            }
        });
        Answer answer = http.send(Call.of("GET", uri));
        assertTrue(answer.body().read(ByteBuffer.allocate(10)) > 0);
        answer.close();

        assertFalse(answer.body().isOpen());
        assertThrows(ClosedChannelException.class, () -> answer.body().read(ByteBuffer.allocate(10)));
        assertTrue(dropped.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    public void triesAgainWhatWasRefusedForNow() throws Exception {
        var count = new AtomicInteger();
        URI uri = start(e -> {
            byte[] body = e.body();
            switch (count.incrementAndGet()) {
                case 1 -> e.answer(503, "slow down", "Retry-After", "0");
                case 2 -> e.drop();
                default -> e.answer(200, body);
            }
        });
        try (Answer answer = http.send(Call.of("PUT", uri).body(Body.of("text")))) {
            assertEquals("text", answer.text(100));
        }
        assertEquals(3, server.requests().size());
    }

    @Test
    public void givesUpInTheEnd() throws Exception {
        URI uri = start(e -> e.answer(500, "no"));
        try (Answer answer = http.send(Call.of("GET", uri))) {
            assertEquals(500, answer.status());
        }
        assertEquals(3, server.requests().size());

        server.close();
        assertThrows(IOException.class, () -> http.send(Call.of("GET", uri)));
    }

    @Test
    public void doesNotRepeatWhatCanBeHadOnlyOnce() throws Exception {
        URI uri = start(e -> {
            e.exactly(1000);
            e.drop();
        });
        var source = new PatternSource(1, 1_000_000);
        assertThrows(
                IOException.class,
                () -> http.send(Call.of("PUT", uri).body(Body.once(chunks(source), OptionalLong.empty()))));
        assertEquals(1, server.requests().size());
    }

    @Test
    public void sendsNothingTwiceThatCountsEachTime() throws Exception {
        var count = new AtomicInteger();
        URI uri = start(e -> {
            if (count.incrementAndGet() == 1) {
                e.answer(503, "not now");
            } else {
                e.drop();
            }
        });
        assertThrows(IOException.class, () -> http.send(Call.of("POST", uri).notTwice()));
        assertEquals(2, server.requests().size());
    }

    @Test
    public void asksBeforeItTakesFromTheSource() throws Exception {
        var count = new AtomicInteger();
        URI uri = start(e -> {
            if (count.incrementAndGet() == 1) {
                e.answer(401, "who are you?");
            } else {
                e.answer(200, Integer.toString(e.body().length));
            }
        });
        var source = new PatternSource(1, 1_000_000);
        Call call = Call.of("PUT", uri)
                .body(Body.once(chunks(source), OptionalLong.empty()))
                .expectContinue();
        try (Answer answer = http.send(call)) {
            assertEquals(401, answer.status());
            assertEquals("", answer.text(100));
        }
        assertEquals(0, source.position());
        try (Answer answer = http.send(call)) {
            assertEquals("1000000", answer.text(100));
        }
    }

    @Test
    public void goesOnWithoutAnAnswerToTheQuestion() throws Exception {
        URI uri = start(e -> {
            if (e.request().header("Expect").isPresent()) {
                e.hang();
            }
            e.answer(200, Integer.toString(e.body().length));
        });
        for (int i = 0; i < 2; i++) {
            var source = new PatternSource(1, 1_000_000);
            try (Answer answer = http.send(Call.of("PUT", uri)
                    .body(Body.once(chunks(source), OptionalLong.of(1_000_000)))
                    .expectContinue())) {
                assertEquals("1000000", answer.text(100));
            }
        }
        assertEquals("it does not ask such a peer twice", 3, server.requests().size());
    }

    @Test
    public void canBeInterrupted() throws Exception {
        URI uri = start(RawHttpServer.Exchange::hang);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> http.send(Call.of("GET", uri)));
        assertTrue(Thread.interrupted());
    }

    @Test
    public void keepsConnections() throws Exception {
        URI uri = start(e -> e.answer(200, new String(e.body(), StandardCharsets.US_ASCII)));
        for (int i = 0; i < 20; i++) {
            try (Answer answer = http.send(Call.of("PUT", uri).body(Body.of("text" + i)))) {
                assertEquals("text" + i, answer.text(100));
            }
        }
        assertEquals(1, server.connections());
    }

    @Test
    public void refusesCallsOnceItIsClosed() throws Exception {
        URI uri = start(e -> e.answer(200, ""));
        http.close();
        assertThrows(IOException.class, () -> http.send(Call.of("GET", uri)));
        assertEquals(0, server.requests().size());
    }

    @Test
    public void tellsNoSecrets() {
        Call call = Call.of("GET", URI.create("https://key:secret@host/?signature=secret"))
                .header("Authorization", "secret");
        assertFalse(call.toString().contains("secret"));
    }
}
