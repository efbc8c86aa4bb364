package org.vitrine.importing.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.ProxyServer;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.server.TlsIdentity;

/** Downloads through a real proxy, which knows localhost where this server knows nothing. */
public class ProxyTest extends DownloadCase {
    private static final String BEHIND = "localhost";
    private static final String DATA = "data ".repeat(100_000);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static ProxyServer proxy;

    @BeforeClass
    public static void startProxy() throws Exception {
        proxy = ProxyServer.start("vitrine", "secret");
    }

    @AfterClass
    public static void stopProxy() throws Exception {
        proxy.close();
    }

    @After
    public void resetInterrupt() {
        assertFalse(Thread.interrupted());
    }

    private static String proxyUrl() {
        return "http://vitrine:%73ecret@127.0.0.1:" + proxy.port();
    }

    @Override
    InetAddress[] find(String name) throws UnknownHostException {
        lookups.add(name);
        return switch (name) {
            case "127.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8" -> InetAddress.getAllByName(name);
            case "proxy.example" -> InetAddress.getAllByName("127.0.0.1");
            case "inside.example." -> InetAddress.getAllByName("10.0.0.1");
            case "half.example." ->
                new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};
            case "public.example." -> InetAddress.getAllByName("8.8.8.8");
            default -> throw new UnknownHostException(name);
        };
    }

    private String behind(String scheme) {
        downloads = null;
        start(scheme);
        return at(scheme, BEHIND, "/file?a=b");
    }

    private void openToAll() {
        config.with("allowed_hosts", new String[0]);
    }

    private String text(String uri) throws IOException {
        return new String(fetch(uri), StandardCharsets.US_ASCII);
    }

    @Test
    @Covers("op:IMP-51")
    public void dataComesThroughTheProxyThatTheEnvironmentNames() throws Exception {
        openToAll();
        environment.put("http_proxy", proxyUrl());
        server = new RawHttpServer(e -> e.answer(200, DATA));
        String uri = behind("http");
        downloads.check(uri);
        assertEquals(DATA, text(uri));
        RawHttpServer.Request request = server.requests().get(0);
        assertEquals("/file?a=b", request.target());
        assertTrue(request.header("Via").orElse("").contains("tinyproxy"));
        assertTrue(request.header("Proxy-Authorization").isEmpty());
        assertEquals(List.of("localhost.", "localhost.", "127.0.0.1"), lookups);
    }

    @Test
    public void encryptedDataToo() throws Exception {
        openToAll();
        TlsIdentity identity = TlsIdentity.create(folder.getRoot().toPath(), "dns:" + BEHIND);
        config.with("ca_certificates_file", identity.certificate().toString())
                .with("https_proxy", proxyUrl().replace("http://", ""));
        server = new RawHttpServer(identity.context().getServerSocketFactory(), "https", e -> e.answer(200, DATA));
        String uri = behind("https");
        assertEquals(DATA, text(uri));
        assertTrue(server.requests().get(0).header("Via").isEmpty());
        assertTrue(server.requests().get(0).header("Proxy-Authorization").isEmpty());
        assertTrue(proxy.log().contains("CONNECT localhost:" + server.port()));
        // The certificate is for the name, not for the address.
        config.with("allowed_hosts", new String[] {"127.0.0.1"});
        behind("https");
        assertFails(ErrorKind.BAD_GATEWAY, "certificate", () -> fetch(at("https", "127.0.0.1", "/file")));
    }

    @Test
    public void aDownloadThatBreaksOffGoesOnThroughTheProxy() throws Exception {
        openToAll();
        config.with("http_proxy", proxyUrl());
        byte[] all = DATA.getBytes(StandardCharsets.US_ASCII);
        server = new RawHttpServer(e -> {
            String range = e.request().header("Range").orElse("");
            if (range.isEmpty()) {
                e.head(200, all.length, "ETag", "\"1\"");
                e.out().write(all, 0, 300_000);
                e.out().flush();
                e.drop();
            } else {
                int from = Integer.parseInt(range.replaceAll("\\D", ""));
                e.head(
                        206,
                        all.length - from,
                        "ETag",
                        "\"1\"",
                        "Content-Range",
                        "bytes " + from + "-" + (all.length - 1) + "/" + all.length);
                e.out().write(all, from, all.length - from);
            }
        });
        assertEquals(DATA, text(behind("http")));
        assertTrue(server.requests().size() > 1);
    }

    @Test
    public void aProxyThatRefusesIsToldFromAServerThatDoes() throws Exception {
        openToAll();
        server = new RawHttpServer(e -> e.answer(200, DATA));
        for (String scheme : List.of("http", "https")) {
            config.with(scheme + "_proxy", "127.0.0.1:" + proxy.port());
            assertFails(ErrorKind.BAD_GATEWAY, "the proxy does not accept", () -> fetch(behind(scheme)));
        }
        // This proxy answers wrong passwords as a server would.
        config.with("http_proxy", proxyUrl().replace("cret", "crets"));
        config.with("https_proxy", proxyUrl().replace("cret", "crets"));
        assertFails(ErrorKind.FORBIDDEN, "status 401", () -> fetch(behind("http")));
        assertFails(ErrorKind.BAD_GATEWAY, "the proxy does not accept", () -> fetch(behind("https")));
        try (ProxyServer narrow = ProxyServer.start("vitrine", "secret", "ConnectPort 443")) {
            config.with("https_proxy", "http://vitrine:secret@127.0.0.1:" + narrow.port());
            assertFails(ErrorKind.FORBIDDEN, "the proxy refuses", () -> fetch(behind("https")));
        }
        assertFails(ErrorKind.BAD_GATEWAY, "the proxy was not reached", () -> fetch(behind("https")));
        assertEquals(0, server.requests().size());
        config.with("http_proxy", proxyUrl()).with("https_proxy", proxyUrl());
        behind("http");
        server.close();
        assertFails(ErrorKind.BAD_GATEWAY, "status 500", () -> fetch(at("http", BEHIND, "/")));
        assertFails(ErrorKind.BAD_GATEWAY, "does not reach the server", () -> fetch(at("https", BEHIND, "/")));
        server = null;
    }

    @Test
    @Covers({"op:IMP-40", "op:IMP-42"})
    public void theRulesForAddressesStillCount() throws Exception {
        openToAll();
        config.with("http_proxy", proxyUrl()).with("allowed_ports", new String[] {"80", "443"});
        server = new RawHttpServer(e -> e.answer(302, "", "Location", "http://169.254.169.254/latest"));
        behind("http");
        for (String uri : List.of(
                "http://127.0.0.1/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://inside.example/",
                "http://half.example/",
                "http://public.example:22/",
                "ftp://public.example/")) {
            assertEquals(
                    uri,
                    ErrorKind.INVALID,
                    assertThrows(uri, VitrineException.class, () -> downloads.check(uri))
                            .kind());
            assertThrows(uri, VitrineException.class, () -> open(uri));
        }
        downloads.check("http://public.example/");
        downloads.check("http://unknown.example/");
        // The direct way needs a host that is known.
        assertThrows(VitrineException.class, () -> downloads.check("https://unknown.example/"));
        config.with("allowed_ports", new String[0]);
        String leads = behind("http");
        assertFails(ErrorKind.INVALID, "redirects to an address that is not allowed", () -> fetch(leads));
        config.with("disallowed_hosts", new String[] {BEHIND});
        String disallowed = behind("http");
        assertFails(ErrorKind.INVALID, "its host is not allowed", () -> fetch(disallowed));
        assertFalse(proxy.log().contains("169.254.169.254"));
    }

    @Test
    public void whatIsExceptedIsFetchedFromDirectly() throws Exception {
        config.with("allowed_hosts", new String[] {"127.0.0.1"}).with("http_proxy", proxyUrl());
        server = new RawHttpServer(e -> e.answer(200, "data"));
        environment.put("no_proxy", ".example, 127.0.0.1");
        behind("http");
        assertEquals("data", text(at("http", "127.0.0.1", "/")));
        config.with("no_proxy", new String[] {".example"});
        behind("http");
        assertEquals("data", text(at("http", "127.0.0.1", "/")));
        assertEquals(
                List.of(true, false),
                server.requests().stream()
                        .map(request -> request.header("Via").isEmpty())
                        .toList());
    }

    /** Asks Python, whose way is Glance's, what it makes of the same variables. */
    @Test
    public void theEnvironmentMeansWhatItMeansToPython() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        List<Map<String, String>> environments = List.of(
                Map.of(),
                Map.of("http_proxy", "http://a:1", "HTTP_PROXY", "http://b:2", "HTTPS_PROXY", "c:3"),
                Map.of("http_proxy", "", "HTTP_PROXY", "http://b:2"),
                Map.of("all_proxy", "http://a:1"),
                Map.of("http_proxy", "a:1", "https_proxy", "b:2", "no_proxy", "*"),
                Map.of("http_proxy", "a:1", "https_proxy", "b:2", "no_proxy", "x.example, *"),
                Map.of("http_proxy", "a:1", "https_proxy", "b:2", "NO_PROXY", ".x.example,Y.example:8080,,10.0.0.1"),
                Map.of("http_proxy", "a:1", "no_proxy", "", "NO_PROXY", "x.example"),
                Map.of("http_proxy", "a:1", "no_proxy", "example,y.example:80"));
        List<String> uris = List.of(
                "http://x.example/",
                "https://x.example/",
                "http://sub.x.example:81/",
                "http://ax.example/",
                "http://y.example/",
                "http://y.example:8080/",
                "http://y.example:80/",
                "http://sub.y.example:8080/",
                "http://10.0.0.1/",
                "https://110.0.0.1/");
        for (Map<String, String> variables : environments) {
            var proxies =
                    new Proxies(FakeConfiguration.of(DownloadsConfig.class).build(), variables);
            List<String> ours = new ArrayList<>();
            for (String uri : uris) {
                ours.add(proxies.of(WebAddress.parse(uri)).map(Proxy::toString).orElse("direct"));
            }
            assertEquals(variables.toString(), asked(python, variables, uris), ours);
        }
    }

    private List<String> asked(Path python, Map<String, String> variables, List<String> uris) throws Exception {
        Path script = folder.getRoot().toPath().resolve("ask.py");
        Files.writeString(script, """
                import sys
                import urllib.parse
                import urllib.request
                for uri in sys.argv[1:]:
                    parts = urllib.parse.urlsplit(uri)
                    proxy = urllib.request.getproxies().get(parts.scheme)
                    if proxy is None or urllib.request.proxy_bypass(parts.netloc):
                        print('direct')
                    else:
                        print(proxy.split('//')[-1])
                """);
        List<String> command = new ArrayList<>(List.of(python.toString(), "-I", script.toString()));
        command.addAll(uris);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(said, 0, process.waitFor());
        return said.lines().toList();
    }

    @Test
    public void theConfigurationCountsBeforeTheEnvironment() {
        Map<String, String> variables = Map.of("http_proxy", "http://a:1", "no_proxy", "*");
        WebAddress address = WebAddress.parse("http://x.example/");
        FakeConfiguration<DownloadsConfig> all = FakeConfiguration.of(DownloadsConfig.class);
        assertEquals("direct", chosen(all, variables, address));
        all.with("no_proxy", new String[] {"y.example"});
        assertEquals("a:1", chosen(all, variables, address));
        all.with("http_proxy", "http://[::1]:3128/");
        assertEquals("[0:0:0:0:0:0:0:1]:3128", chosen(all, variables, address));
        all.with("http_proxy", "none");
        assertEquals("direct", chosen(all, variables, address));
    }

    private static String chosen(
            FakeConfiguration<DownloadsConfig> all, Map<String, String> variables, WebAddress address) {
        return new Proxies(all.build(), variables)
                .of(address)
                .map(Proxy::toString)
                .orElse("direct");
    }

    @Test
    public void proxiesThatAreNoneAreRefused() {
        for (String wrong : List.of("https://a:1", "socks5://a:1", "http://a:1/path", "http://", "a:99999", "%%@a:1")) {
            FakeConfiguration<DownloadsConfig> own =
                    FakeConfiguration.of(DownloadsConfig.class).with("https_proxy", wrong);
            String message = assertThrows(
                            wrong, IllegalArgumentException.class, () -> new Proxies(own.build(), Map.of()))
                    .getMessage();
            assertTrue(message, message.startsWith("https.proxy"));
            String variable = assertThrows(
                            wrong,
                            IllegalArgumentException.class,
                            () -> new Proxies(
                                    FakeConfiguration.of(DownloadsConfig.class).build(), Map.of("http_proxy", wrong)))
                    .getMessage();
            assertTrue(variable, variable.startsWith("the environment's http_proxy"));
        }
    }
}
