package org.vitrine.store.s3;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.Test;
import org.vitrine.outbound.Answer;
import org.vitrine.outbound.Call;
import org.vitrine.outbound.OutboundHttp;
import org.vitrine.outbound.OutboundOptions;
import org.vitrine.spi.store.Inflow;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class PartTest {
    /** What arrives when the part is sent. */
    private static byte[] sent(Part part) throws IOException {
        var arrived = new AtomicReference<byte[]>();
        var options = new OutboundOptions(
                "vitrine-test", Duration.ofSeconds(5), Duration.ofSeconds(30), 1, Optional.empty(), Optional.empty());
        try (var server = new RawHttpServer(e -> {
                    arrived.set(e.body());
                    e.answer(200, "");
                });
                var http = new OutboundHttp(options);
                Answer answer = http.send(
                        Call.of("PUT", server.uri()).body(part.content().body()))) {
            assertEquals(200, answer.status());
        }
        return arrived.get();
    }

    @Test
    public void holdsWhatFitsAndNoMore() throws Exception {
        try (var part = new Part()) {
            for (int capacity : new int[] {3_000_000, 1, 1 << 20, 2_500_000}) {
                part.begin(capacity);
                var inflow = new Inflow(new PatternSource(capacity, 4_000_000, 300_001));
                inflow.drain(part.room(), part::append);

                assertEquals(0, part.room());
                assertEquals(capacity, inflow.count());
                assertTrue(inflow.more());
                byte[] expected = PatternSource.bytes(capacity, 0, capacity);
                assertArrayEquals(expected, sent(part));
            }
        }
    }

    @Test
    public void spoolsWhatIsTooMuchForMemory() throws Exception {
        int length = Part.MOST_IN_MEMORY + 3_000_001;
        byte[] expected = PatternSource.bytes(7, 0, length);
        try (var part = new Part()) {
            part.begin(Long.MAX_VALUE);
            new Inflow(new PatternSource(7, length)).drain(part.room(), part::append);

            assertEquals(
                    Md5.of(java.nio.ByteBuffer.wrap(expected)).hex(),
                    part.content().md5().hex());
            assertArrayEquals(expected, sent(part));
            assertEquals("its file has no name", 0, spooled());
        }
    }

    private static long spooled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vitrine-s3-"))
                    .count();
        }
    }
}
