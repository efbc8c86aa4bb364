package org.vitrine.store.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.ByteRange;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;

public class HttpStoreTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @After
    public void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private static FakeConfiguration<HttpStoreConfig> config() {
        return FakeConfiguration.of(HttpStoreConfig.class).with("vitrine_store_id", "web");
    }

    private HttpStore open(FakeConfiguration<HttpStoreConfig> config) {
        var store = new HttpStore(config.build());
        opened.add(store::deactivate);
        return store;
    }

    private HttpStore open() {
        return open(config());
    }

    private RawHttpServer serve(RawHttpServer.Handler handler) throws IOException {
        var server = new RawHttpServer(handler);
        opened.add(server);
        return server;
    }

    private static BlobLocation at(Object url) {
        return new BlobLocation(url.toString(), Map.of());
    }

    private static String read(HttpStore store, Object url, ByteRange range) throws IOException {
        try (InputStream in = Channels.newInputStream(store.open(at(url), range))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String read(HttpStore store, Object url) throws IOException {
        return read(store, url, ByteRange.ALL);
    }

    private static ErrorKind kindOf(ThrowingRunnable work) {
        return assertThrows(VitrineException.class, work).kind();
    }

    private static RawHttpServer.Handler redirect(int status, Object target) {
        return e -> e.answer(status, "elsewhere", "Location", target.toString());
    }

    @Test
    @Covers({"STORE-1", "STORE-34", "DISC-4", "STORE-38"})
    public void describesItself() {
        HttpStore store = open(config().with("store_description", "the web").with("weight", 3));

        assertEquals("web", store.describe().id());
        assertEquals("http", store.describe().type());
        assertEquals(Optional.of("the web"), store.describe().text());
        assertEquals(3, store.describe().weight());
        assertEquals(Set.of("http", "https"), store.describe().schemes());
        assertEquals(Map.of(), store.describe().properties());
        assertTrue(store.owns("http://example.org"));
        assertTrue(store.owns("https://user:password@[::1]:8443/a?b=c#d"));
    }

    @Test
    @Covers({"STORE-HTTP-1", "STORE-HTTP-2", "STORE-HTTP-3"})
    public void hasGlancesDefaults() {
        HttpStoreConfig defaults = config().build();

        assertEquals("", defaults.https_ca_certificates_file());
        assertTrue(defaults.https_insecure());
        assertEquals(0, defaults.http_proxy_information().length);
    }

    @Test
    public void refusesKeysThatMeanNothing() {
        for (FakeConfiguration<HttpStoreConfig> config : List.of(
                config().with("vitrine_store_id", " "),
                config().with("connect_timeout", 0),
                config().with("stall_timeout", 0),
                config().with("attempts", 0),
                config().with("https_ca_certificates_file", "/nowhere/at/all"),
                config().with("http_proxy_information", new String[] {"http:user:secret@proxy:80"}),
                config().with("http_proxy_information", new String[] {"proxy:80"}),
                config().with("http_proxy_information", new String[] {"http:proxy:70000"}))) {
            assertThrows(IllegalArgumentException.class, () -> open(config));
        }
    }

    @Test
    @Covers("STORE-HTTP-13")
    public void asksForTheLengthInTwoWays() throws Exception {
        RawHttpServer server = serve(e -> {
            boolean head = e.request().method().equals("HEAD");
            switch (e.request().target()) {
                case "/refused" -> e.answer(head ? 403 : 200, "data");
                case "/silent" -> {
                    e.head(200, 0, "Transfer-Encoding", "chunked");
                    e.out().write((head ? "" : "4\r\ndata\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                case "/late" -> {
                    if (head) {
                        e.head(200, 0, "Transfer-Encoding", "chunked");
                    } else {
                        e.answer(200, "data");
                    }
                }
                default -> e.answer(404, "");
            }
        });
        HttpStore store = open();

        assertEquals(4, store.size(at(server.uri() + "/refused")));
        assertEquals(4, store.size(at(server.uri() + "/late")));
        assertEquals(ErrorKind.STORE_UNSUPPORTED, kindOf(() -> store.size(at(server.uri() + "/silent"))));
        assertEquals("data", read(store, server.uri() + "/silent"));
    }

    @Test
    @Covers({"STORE-HTTP-14", "STORE-8", "STORE-44"})
    public void reportsAServerWithoutRanges() throws Exception {
        RawHttpServer server = serve(e -> e.answer(200, "0123456789"));
        HttpStore store = open();

        assertEquals("0123", read(store, server.uri(), new ByteRange(0, 4)));
        assertEquals(ErrorKind.STORE_UNSUPPORTED, kindOf(() -> store.open(at(server.uri()), new ByteRange(1, 4))));
    }

    @Test
    public void refusesARangeThatItDidNotAskFor() throws Exception {
        RawHttpServer server = serve(e -> e.answer(206, "0123", "Content-Range", "bytes 0-3/10"));
        RawHttpServer silent = serve(e -> e.answer(206, "0123"));
        HttpStore store = open();

        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(at(server.uri()), new ByteRange(4, 4))));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(at(silent.uri()), new ByteRange(0, 4))));
    }

    @Test
    @Covers({"STORE-HTTP-12", "STORE-11"})
    public void tellsAnswersApart() throws Exception {
        RawHttpServer server =
                serve(e -> e.answer(Integer.parseInt(e.request().target().substring(1)), "secret words of the server"));
        HttpStore store = open(config().with("attempts", 1));
        Map<ErrorKind, List<Integer>> kinds = Map.of(
                ErrorKind.NOT_FOUND, List.of(404, 410),
                ErrorKind.FORBIDDEN, List.of(401, 403),
                ErrorKind.UNAVAILABLE, List.of(408, 429, 500, 502, 503, 507),
                ErrorKind.INVALID, List.of(202, 203, 300, 303, 304, 307, 308, 400, 405, 418, 451));

        kinds.forEach((kind, statuses) -> statuses.forEach(status -> {
            BlobLocation location = at(server.uri() + "/" + status);
            VitrineException e = assertThrows(VitrineException.class, () -> store.open(location, ByteRange.ALL));
            assertEquals("" + status, kind, e.kind());
            assertFalse(e.getMessage().contains("secret"));
            assertEquals("" + status, kind, kindOf(() -> store.size(location)));
        }));
    }

    @Test
    @Covers({"STORE-HTTP-13", "STORE-11"})
    public void reportsAServerThatIsNotThere() throws Exception {
        RawHttpServer server = serve(e -> e.answer(200, ""));
        server.close();
        HttpStore store = open();

        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(at(server.uri()), ByteRange.ALL)));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.size(at(server.uri()))));
        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(at("http://nowhere.invalid/a"), ByteRange.ALL)));
    }

    @Test
    public void cutsOffAServerThatStopsMoving() throws Exception {
        RawHttpServer mute = serve(RawHttpServer.Exchange::hang);
        RawHttpServer tired = serve(e -> {
            e.head(200, 1000);
            e.out().write(new byte[500]);
            e.hang();
        });
        RawHttpServer broken = serve(e -> {
            e.head(200, 1000);
            e.out().write(new byte[500]);
            e.drop();
        });
        HttpStore store = open(config().with("stall_timeout", 1));

        assertEquals(ErrorKind.UNAVAILABLE, kindOf(() -> store.open(at(mute.uri()), ByteRange.ALL)));
        assertThrows(IOException.class, () -> read(store, tired.uri()));
        assertThrows(IOException.class, () -> read(store, broken.uri()));
    }

    @Test
    public void triesAgainWhatFailsForAMoment() throws Exception {
        var count = new AtomicInteger();
        RawHttpServer server = serve(e -> e.answer(count.incrementAndGet() < 3 ? 503 : 200, "data"));

        assertEquals("data", read(open(), server.uri()));
    }

    @Test
    @Covers("STORE-HTTP-11")
    public void sendsTheCredentialsOfTheUrl() throws Exception {
        RawHttpServer server = serve(e -> e.answer(200, "data"));
        read(open(), server.uri().toString().replace("http://", "http://us%40er:pass%2Bw+rd@") + "/a%20b c?d=é|");

        RawHttpServer.Request request = server.requests().get(0);
        String credentials = Base64.getEncoder().encodeToString("us@er:pass+w+rd".getBytes(StandardCharsets.UTF_8));
        assertEquals("/a%20b%20c?d=%C3%A9%7C", request.target());
        assertEquals(Optional.of("Basic " + credentials), request.header("Authorization"));
        assertEquals(Optional.of("127.0.0.1:" + server.port()), request.header("Host"));
    }

    @Test
    @Covers("STORE-HTTP-12")
    public void followsFiveRedirectsAndNoMore() throws Exception {
        RawHttpServer server = serve(e -> {
            int left = Integer.parseInt(e.request().target().substring(1));
            if (left == 0) {
                e.answer(200, "data");
            } else {
                e.answer(left % 2 == 0 ? 301 : 302, "on", "Location", "/" + (left - 1));
            }
        });
        HttpStore store = open();

        assertEquals("data", read(store, server.uri() + "/5"));
        assertEquals(4, store.size(at(server.uri() + "/5")));
        assertEquals(ErrorKind.INVALID, kindOf(() -> store.open(at(server.uri() + "/6"), ByteRange.ALL)));
    }

    @Test
    public void followsNoRedirectToOtherThings() throws Exception {
        HttpStore store = open(config().with("private_redirects", true));
        for (String target : List.of("file:///etc/passwd", "ftp://host/a", "http://", "", "http://a:b:c@host/")) {
            RawHttpServer server = serve(redirect(302, target));
            assertEquals(target, ErrorKind.INVALID, kindOf(() -> store.open(at(server.uri()), ByteRange.ALL)));
        }
        RawHttpServer aimless = serve(e -> e.answer(302, ""));
        assertEquals(ErrorKind.INVALID, kindOf(() -> store.open(at(aimless.uri()), ByteRange.ALL)));
    }

    @Test
    public void followsNoRedirectToPrivateAddressesUnlessToldTo() throws Exception {
        RawHttpServer inside = serve(e -> e.answer(200, "data"));
        for (String target : List.of(
                inside.uri().toString(),
                "http://localhost:" + inside.port(),
                "http://[::1]:" + inside.port(),
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:10.0.0.1]/")) {
            RawHttpServer outside = serve(redirect(301, target));
            assertEquals(target, ErrorKind.FORBIDDEN, kindOf(() -> open().open(at(outside.uri()), ByteRange.ALL)));
            assertEquals(target, ErrorKind.FORBIDDEN, kindOf(() -> open().size(at(outside.uri()))));
        }
        assertEquals(List.of(), inside.requests());

        RawHttpServer outside = serve(redirect(301, inside.uri()));
        assertEquals("data", read(open(config().with("private_redirects", true)), outside.uri()));
    }

    @Test
    public void readsNothingFromPrivateAddressesWhenToldSo() throws Exception {
        RawHttpServer inside = serve(e -> e.answer(200, "data"));
        HttpStore store = open(config().with("private_locations", false));

        assertEquals(ErrorKind.FORBIDDEN, kindOf(() -> store.open(at(inside.uri()), ByteRange.ALL)));
        assertEquals(List.of(), inside.requests());
    }

    @Test
    public void takesNoCredentialsAlongToAnotherServer() throws Exception {
        RawHttpServer other = serve(e -> e.answer(200, "data"));
        RawHttpServer first = serve(e -> {
            Object target = e.request().target().equals("/1") ? "/2" : other.uri();
            e.answer(302, "", "Location", target.toString());
        });
        String url = first.uri().toString().replace("http://", "http://user:secret@");
        HttpStore store = open(config().with("private_redirects", true));

        assertEquals("data", read(store, url + "/1"));
        assertTrue(first.requests().get(1).header("Authorization").isPresent());
        assertEquals(Optional.empty(), other.requests().get(0).header("Authorization"));
    }

    @Test
    public void tellsNoSecretsWhenItFails() throws Exception {
        RawHttpServer server = serve(RawHttpServer.Exchange::drop);
        String url = server.uri().toString().replace("http://", "http://user:s3cret@") + "/?signature=s3cret";
        VitrineException e = assertThrows(VitrineException.class, () -> open().open(at(url), ByteRange.ALL));

        assertNotNull(e.getCause());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString(), cause.toString().contains("s3cret"));
        }
    }

    @Test
    @Covers("STORE-HTTP-3")
    public void goesThroughTheProxyOfTheScheme() throws Exception {
        RawHttpServer proxy = serve(e -> e.answer(200, "through the proxy"));
        HttpStore store = open(
                config().with("http_proxy_information", new String[] {"https:unused:1, http:127.0.0.1:" + proxy.port()})
                        .with("private_redirects", true));

        assertEquals("through the proxy", read(store, "http://images.invalid/a"));
        assertEquals("http://images.invalid/a", proxy.requests().get(0).target());
    }

    @Test
    @Covers({"STORE-HTTP-1", "STORE-HTTP-2"})
    public void checksCertificatesAsTold() throws Exception {
        TlsIdentity loopback = TlsIdentity.create(folder.getRoot().toPath(), "ip:127.0.0.1");
        TlsIdentity elsewhere = TlsIdentity.create(folder.getRoot().toPath(), "dns:example.org");
        var server =
                new RawHttpServer(loopback.context().getServerSocketFactory(), "https", e -> e.answer(200, "data"));
        opened.add(server);

        assertEquals("data", read(open(config()), server.uri()));
        assertEquals(
                "data",
                read(
                        open(config().with(
                                        "https_ca_certificates_file",
                                        loopback.certificate().toString())),
                        server.uri()));
        for (FakeConfiguration<HttpStoreConfig> strict : List.of(
                config().with("https_insecure", false),
                config().with(
                                "https_ca_certificates_file",
                                elsewhere.certificate().toString()))) {
            assertEquals(
                    ErrorKind.UNAVAILABLE,
                    kindOf(() -> open(strict.with("attempts", 1)).open(at(server.uri()), ByteRange.ALL)));
        }
    }
}
