package org.vitrine.importing.download;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.spi.testkit.server.RawHttpServer.Exchange;
import org.vitrine.spi.testkit.store.PatternSource;

public class ResumeTest extends DownloadCase {
    private static final int SIZE = 1_000_000;
    private static final byte[] DATA = PatternSource.bytes(3, 0, SIZE);
    private static final String TAG = "\"v1\"";
    private static final String OLD = "Tue, 01 Jan 2019 00:00:00 GMT";
    private static final String NEW = "Tue, 01 Jan 2019 00:00:30 GMT";

    private final AtomicInteger calls = new AtomicInteger();

    private static long from(Exchange e) {
        return Long.parseLong(e.request().header("Range").orElse("bytes=0-").replaceAll("\\D", ""));
    }

    private static void part(Exchange e, long from, int count, String... headers) throws IOException {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Length";
        all[1] = Long.toString(SIZE - from);
        all[2] = from == 0 ? "Accept-Ranges" : "Content-Range";
        all[3] = from == 0 ? "bytes" : "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE;
        e.head(from == 0 ? 200 : 206, SIZE - from, all);
        e.out().write(DATA, (int) from, count);
        if (count < SIZE - from) {
            e.drop();
        }
    }

    @Test
    public void goesOnWhereItBrokeOff() throws Exception {
        String uri = start(e -> {
            long from = from(e);
            part(e, from, (int) Math.min(SIZE - from, 300_000), "ETag", TAG);
        });
        assertArrayEquals(DATA, fetch(uri));
        assertEquals(4, server.requests().size());
        assertEquals(Optional.of(TAG), server.requests().get(3).header("If-Range"));
        assertEquals(Optional.of("bytes=900000-"), server.requests().get(3).header("Range"));
    }

    @Test
    public void goesOnByADateThatIsOldEnough() throws Exception {
        String uri = start(e -> {
            long from = from(e);
            part(
                    e,
                    from,
                    (int) Math.min(SIZE - from, 600_000),
                    "Last-Modified",
                    OLD,
                    "Date",
                    OLD.replace("01 Jan", "02 Jan"));
        });
        // The name of the day is wrong, and so the date is none.
        assertFails(ErrorKind.BAD_GATEWAY, "less than it announced", () -> fetch(uri));
        close();
        String right = start(e -> {
            long from = from(e);
            part(
                    e,
                    from,
                    (int) Math.min(SIZE - from, 600_000),
                    "Last-Modified",
                    OLD,
                    "Date",
                    NEW.replace("00:00:30", "00:01:00"));
        });
        assertArrayEquals(DATA, fetch(right));
        assertEquals(Optional.of(OLD), server.requests().get(1).header("If-Range"));
        close();
        String young = start(e -> part(e, from(e), 600_000, "Last-Modified", OLD, "Date", NEW));
        assertFails(ErrorKind.BAD_GATEWAY, "less than it announced", () -> fetch(young));
    }

    @Test
    public void goesOnOnlyWithProof() throws Exception {
        for (String[] headers : new String[][] {
            {}, {"ETag", "W/\"v1\""}, {"ETag", "v1"}, {"ETag", TAG, "ETag", "\"v2\""}, {"Last-Modified", OLD}
        }) {
            String uri = start(e -> part(e, from(e), 600_000, headers));
            assertFails(ErrorKind.BAD_GATEWAY, "less than it announced", () -> fetch(uri));
            assertEquals(1, server.requests().size());
            close();
        }
    }

    @Test
    public void beginsAnewWhileNothingCame() throws Exception {
        String uri = start(e -> {
            if (calls.incrementAndGet() < 4) {
                e.head(200, SIZE);
                e.drop();
            } else {
                e.answer(200, DATA);
            }
        });
        assertArrayEquals(DATA, fetch(uri));
    }

    @Test
    public void skipsWhatItHasWhenTheServerRepeatsIt() throws Exception {
        String uri = start(e -> {
            if (calls.incrementAndGet() == 1) {
                part(e, 0, 600_000, "ETag", TAG);
            } else {
                e.answer(200, DATA, "ETag", TAG);
            }
        });
        assertArrayEquals(DATA, fetch(uri));
    }

    @Test
    public void noticesThatTheDataChanged() throws Exception {
        String[][] seconds = {
            {"200", "ETag", "\"v2\""},
            {"200"},
            {"200", "ETag", TAG, "Content-Length", "999999"},
            {"206", "Content-Range", "bytes 600000-999999/1000001"},
            {"206", "ETag", "\"v2\"", "Content-Range", "bytes 600000-999999/1000000"},
            {"416", "Content-Range", "bytes */600000"}
        };
        for (String[] second : seconds) {
            calls.set(0);
            String uri = start(e -> {
                if (calls.incrementAndGet() == 1) {
                    part(e, 0, 600_000, "ETag", TAG);
                } else {
                    String[] headers = Arrays.copyOfRange(second, 1, second.length);
                    e.answer(Integer.parseInt(second[0]), DATA, headers);
                }
            });
            assertFails(ErrorKind.BAD_GATEWAY, "changed", () -> fetch(uri));
            close();
        }
    }

    @Test
    public void takesNoOtherPart() throws Exception {
        for (String range : new String[] {"bytes 0-999999/1000000", "bytes 600001-999999/1000000", "bytes x", ""}) {
            calls.set(0);
            String uri = start(e -> {
                if (calls.incrementAndGet() == 1) {
                    part(e, 0, 600_000, "ETag", TAG);
                } else {
                    e.answer(206, DATA, "ETag", TAG, "Content-Range", range);
                }
            });
            assertFails(ErrorKind.BAD_GATEWAY, "another part", () -> fetch(uri));
            close();
        }
    }

    @Test
    public void learnsThatAllWasThere() throws Exception {
        String uri = start(e -> {
            if (calls.incrementAndGet() == 1) {
                e.head(200, 0, "Transfer-Encoding", "chunked", "ETag", TAG);
                e.out().write("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
                e.drop();
            } else {
                e.answer(416, "", "Content-Range", "bytes */5");
            }
        });
        assertEquals("hello", new String(fetch(uri), StandardCharsets.US_ASCII));
    }

    @Test
    public void givesUpWhenItDoesNotGetOn() throws Exception {
        String uri = start(e -> {
            if (calls.incrementAndGet() == 1) {
                part(e, 0, 600_000, "ETag", TAG);
            } else {
                e.answer(503, "");
            }
        });
        assertFails(ErrorKind.BAD_GATEWAY, "503", () -> fetch(uri));
        assertEquals(4, server.requests().size());
        calls.set(0);
        close();
        String shrinking = start(e -> part(e, from(e), 10, "ETag", TAG));
        assertFails(ErrorKind.BAD_GATEWAY, "less than it announced", () -> fetch(shrinking));
        assertEquals(4, server.requests().size());
    }

    @Test
    public void checksTheAddressAnew() throws Exception {
        String uri = start(e -> {
            if (calls.incrementAndGet() == 1) {
                part(e, 0, 600_000, "ETag", TAG);
            } else {
                e.answer(302, "", "Location", "http://127.0.0.1/");
            }
        });
        assertFails(ErrorKind.INVALID, "redirects to an address", () -> fetch(uri));
        assertEquals(2, lookups.size());
    }
}
