package org.vitrine.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.spi.testkit.server.RawHttpServer;

public class SpanTest {
    @Test
    public void asksForItsBytes() {
        assertEquals(Optional.empty(), new Span(0, Long.MAX_VALUE).header());
        assertEquals(Optional.of("bytes=0-9"), new Span(0, 10).header());
        assertEquals(Optional.of("bytes=7-7"), new Span(7, 1).header());
        assertEquals(Optional.of("bytes=7-"), new Span(7, Long.MAX_VALUE).header());
        assertEquals("whether it is there at all", Optional.of("bytes=7-7"), new Span(7, 0).header());
    }

    /** What a reader gets; {@code -} for an answer that is not taken, and stays open. */
    private static String taken(Span span, int status, String... headers) throws IOException {
        var options = new OutboundOptions(
                "vitrine-test", Duration.ofSeconds(5), Duration.ofSeconds(30), 1, Optional.empty(), Optional.empty());
        try (var server = new RawHttpServer(e -> e.answer(status, "abcdef", headers));
                var http = new OutboundHttp(options);
                Answer answer = http.send(Call.of("GET", server.uri()))) {
            Optional<ReadableByteChannel> channel = span.in(answer);
            if (channel.isEmpty()) {
                assertEquals("abcdef", answer.text(10));
                return "-";
            }
            try (ReadableByteChannel open = channel.get()) {
                ByteBuffer bytes = ByteBuffer.allocate(100);
                while (open.read(bytes) >= 0) {
                    assertTrue(bytes.hasRemaining());
                }
                return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
            }
        }
    }

    @Test
    public void takesItsBytesAndNoOthers() throws IOException {
        Span middle = new Span(4, 3);
        assertEquals("abc", taken(middle, 206, "Content-Range", "bytes 4-9/100"));
        assertEquals("abc", taken(middle, 206, "content-range", "Bytes 4-9/*"));
        assertEquals("", taken(new Span(4, 0), 206, "Content-Range", "bytes 4-4/100"));
        assertEquals("", taken(middle, 416, "Content-Range", "bytes */4"));
        assertEquals("abcdef", taken(new Span(0, Long.MAX_VALUE), 200));
        assertEquals("ab", taken(new Span(0, 2), 200));

        assertEquals("another range", "-", taken(middle, 206, "Content-Range", "bytes 0-9/100"));
        assertEquals("which range is not said", "-", taken(middle, 206));
        assertEquals("all of it", "-", taken(middle, 200));
        assertEquals("something else", "-", taken(middle, 404));
    }
}
