package org.vitrine.importing.download;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class DownloadTest extends DownloadCase {
    private static final byte[] DATA = PatternSource.bytes(1, 0, 1_000_000);

    private static byte[] chunks(byte[] data, int size, String trailer) {
        var all = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; at += size) {
            int count = Math.min(size, data.length - at);
            byte[] head = (Integer.toHexString(count) + ";part=" + at + "\r\n").getBytes(StandardCharsets.US_ASCII);
            all.write(head, 0, head.length);
            all.write(data, at, count);
            all.write('\r');
            all.write('\n');
        }
        byte[] end = ("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII);
        all.write(end, 0, end.length);
        return all.toByteArray();
    }

    @Test
    @Covers("IMP-51")
    public void fetchesDataOfKnownAndUnknownLength() throws Exception {
        String uri = start(e -> {
            switch (e.request().target()) {
                case "/chunked" -> e.answer(200, chunks(DATA, 77_777, "X: y\r\n"), "Transfer-Encoding", "Chunked");
                default -> e.answer(200, DATA);
            }
        });
        try (Download download = open(uri)) {
            assertEquals(OptionalLong.of(DATA.length), download.size());
            assertArrayEquals(DATA, read(download));
            assertEquals(DATA.length, download.position());
            assertEquals(-1, download.read(ByteBuffer.allocate(1)));
        }
        assertArrayEquals(DATA, fetch(uri.replace("/file", "/chunked")));
        RawHttpServer.Request request = server.requests().get(0);
        assertEquals(Optional.of(HOST + ":" + server.port()), request.header("Host"));
        assertEquals(Optional.of("identity"), request.header("Accept-Encoding"));
        assertFalse(request.header("Authorization").isPresent());
    }

    @Test
    public void takesDataThatEndsWithTheConnection() throws Exception {
        String uri = start(e -> {
            e.out().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            e.out().write(DATA);
            e.drop();
        });
        try (Download download = open(uri)) {
            assertEquals(OptionalLong.empty(), download.size());
            assertArrayEquals(DATA, read(download));
        }
    }

    @Test
    public void decompressesNothing() throws Exception {
        String uri = start(e -> e.answer(200, "not gzip at all", "Content-Encoding", "gzip"));
        assertEquals("not gzip at all", new String(fetch(uri), StandardCharsets.US_ASCII));
    }

    @Test
    @Covers("IMP-44")
    public void showsCredentialsToNobodyElse() throws Exception {
        String uri = start(e -> {
            switch (e.request().target()) {
                case "/start" -> e.answer(302, "", "Location", "/same");
                case "/same" -> e.answer(302, "", "Location", at("http", "other.example", "/elsewhere"));
                default -> e.answer(200, "data");
            }
        });
        String start = uri.replace("/file", "/start").replace("//", "//me:p%40s+s@");
        try (Download download = downloads.open(new DownloadRequest(start, Map.of("X-Auth-Token", "t"), false, ANY))) {
            assertEquals("data", new String(read(download), StandardCharsets.US_ASCII));
        }
        for (RawHttpServer.Request request : server.requests()) {
            boolean home = !request.target().equals("/elsewhere");
            assertEquals(home, request.header("X-Auth-Token").isPresent());
            assertEquals(home ? Optional.of("Basic bWU6cEBzK3M=") : Optional.empty(), request.header("Authorization"));
        }
        assertEquals(3, server.requests().size());
    }

    @Test
    public void sendsNoHeaderThatWouldBeTwo() throws Exception {
        String uri = start(e -> e.answer(200, ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> downloads.open(new DownloadRequest(uri, Map.of("X", "a\r\nY: b"), false, ANY)));
    }

    @Test
    public void fetchesNoMoreThanIsWanted() throws Exception {
        String uri = start(e -> {
            if (e.request().target().equals("/file")) {
                e.answer(200, DATA);
            } else {
                e.answer(200, chunks(DATA, 1000, ""), "Transfer-Encoding", "chunked");
            }
        });
        long exact = DATA.length;
        for (String path : new String[] {"/file", "/chunked"}) {
            String address = uri.replace("/file", path);
            try (Download download = downloads.open(DownloadRequest.of(address, exact))) {
                assertEquals(exact, read(download).length);
            }
            assertFails(ErrorKind.QUOTA_EXCEEDED, "999999", () -> {
                try (Download download = downloads.open(DownloadRequest.of(address, exact - 1))) {
                    read(download);
                }
            });
        }
    }

    @Test
    public void saysWhatTheServerSays() throws Exception {
        String uri = start(e -> e.answer(Integer.parseInt(e.request().target().substring(1)), "", "Retry-After", "0"));
        for (int status : new int[] {404, 410}) {
            assertFails(ErrorKind.NOT_FOUND, "" + status, () -> open(uri.replace("file", "" + status)));
        }
        for (int status : new int[] {401, 403, 407}) {
            assertFails(ErrorKind.FORBIDDEN, "" + status, () -> open(uri.replace("file", "" + status)));
        }
        for (int status : new int[] {201, 204, 206, 300, 304, 305, 400, 416, 429, 500, 503}) {
            assertFails(ErrorKind.BAD_GATEWAY, "" + status, () -> open(uri.replace("file", "" + status)));
        }
        assertEquals(
                4,
                server.requests().stream()
                        .filter(r -> r.target().equals("/503"))
                        .count());
        assertEquals(
                1,
                server.requests().stream()
                        .filter(r -> r.target().equals("/400"))
                        .count());
    }

    @Test
    @Covers({"IMP-42", "URI-5"})
    public void followsRedirectsThroughTheFilter() throws Exception {
        String uri = start(e -> {
            switch (e.request().target()) {
                case "/file" -> e.answer(301, "", "Location", "a b?x=1");
                case "/a%20b?x=1" -> e.answer(307, "", "Location", at("http", "other.example", "/data"));
                default -> e.answer(200, "data");
            }
        });
        assertEquals("data", new String(fetch(uri), StandardCharsets.US_ASCII));
        assertEquals(3, lookups.size());
        for (String host : new String[] {"127.0.0.1", "[::1]", "third.example", "169.254.169.254", "2130706433"}) {
            server.close();
            server = new RawHttpServer(e -> e.answer(302, "", "Location", "http://" + host + "/"));
            assertFails(ErrorKind.INVALID, "redirects to an address", () -> open(at("http", HOST, "/")));
        }
        for (String location : new String[] {"file:///etc/passwd", "ftp://other.example/", "gopher:x"}) {
            server.close();
            server = new RawHttpServer(e -> e.answer(302, "", "Location", location));
            assertFails(ErrorKind.INVALID, "redirects to an address", () -> open(at("http", HOST, "/")));
        }
    }

    @Test
    @Covers("IMP-42")
    public void endsRedirectsWithoutEnd() throws Exception {
        String uri = start(e -> {
            if (e.request().target().equals("/nowhere")) {
                e.answer(302, "");
            } else {
                e.answer(302, "", "Location", e.request().target() + "x");
            }
        });
        assertFails(ErrorKind.BAD_GATEWAY, "more than 10 times", () -> open(uri));
        assertEquals(11, server.requests().size());
        assertFails(ErrorKind.BAD_GATEWAY, "where to", () -> open(uri.replace("/file", "/nowhere")));
    }

    @Test
    @Covers("IMP-41")
    public void connectsOnlyToAnAddressThatWasChecked() throws Exception {
        var answers = new AtomicInteger();
        config.with("allowed_hosts", new String[0])
                .with("private_addresses", true)
                .with("connect_timeout", 1);
        server = new RawHttpServer(e -> e.answer(200, "secret"));
        downloads = new Downloads(
                config.build(),
                Map.of(),
                name -> answers.getAndIncrement() == 0
                        ? new InetAddress[] {InetAddress.getByName("10.255.255.1")}
                        : InetAddress.getAllByName("127.0.0.1"),
                Duration.ofMillis(1));
        String uri = at("http", "rebind.example", "/");
        downloads.check(uri);
        assertFails(ErrorKind.INVALID, "address", () -> open(uri));
        answers.set(0);
        assertThrows(VitrineException.class, () -> open(uri));
        assertEquals(0, server.requests().size());
    }

    @Test
    public void triesEachAddressOfAHost() throws Exception {
        server = new RawHttpServer(e -> e.answer(200, "data"));
        downloads = new Downloads(config.with("connect_timeout", 1).build(), Map.of(), this::two, Duration.ZERO);
        assertEquals("data", new String(fetch(at("http", HOST, "/")), StandardCharsets.US_ASCII));
        server.close();
        assertFails(ErrorKind.BAD_GATEWAY, "not reached", () -> open(at("http", HOST, "/")));
    }

    private InetAddress[] two(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName("127.0.0.77"), InetAddress.getByName("127.0.0.1")};
    }

    @Test
    public void endsWhenInterruptedOrClosed() throws Exception {
        var there = new CountDownLatch(1);
        String uri = start(e -> {
            e.head(200, 10);
            there.countDown();
            e.hang();
        });
        try (Download download = open(uri)) {
            Thread reader = Thread.currentThread();
            var interrupter = new Thread(() -> {
                try {
                    there.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                reader.interrupt();
            });
            interrupter.start();
            assertThrows(ClosedByInterruptException.class, () -> download.read(ByteBuffer.allocate(1)));
            assertTrue(Thread.interrupted());
            interrupter.join();
            download.close();
            assertFalse(download.isOpen());
            assertThrows(ClosedChannelException.class, () -> download.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    public void takesNoLongerThanItMay() throws Exception {
        config.with("total_timeout", 1);
        String uri = start(e -> {
            e.head(200, 1_000_000);
            for (int i = 0; i < 1_000_000; i++) {
                e.out().write('x');
                e.out().flush();
                linger(20);
            }
        });
        assertFails(ErrorKind.GATEWAY_TIMEOUT, "longer than 1 second", () -> fetch(uri));
    }

    @Test
    public void keepsItsSecrets() throws IOException {
        String text = new DownloadRequest("http://a:b@c.example/", Map.of("X", "y"), true, 1).toString();
        assertEquals("DownloadRequest[own=true, most=1]", text);
    }
}
