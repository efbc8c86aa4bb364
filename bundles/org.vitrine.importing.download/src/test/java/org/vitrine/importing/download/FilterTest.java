package org.vitrine.importing.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;

public class FilterTest {
    private final FakeConfiguration<DownloadsConfig> config = FakeConfiguration.of(DownloadsConfig.class);
    private final Map<String, String> names = new HashMap<>(Map.of("a.example.", "8.8.8.8", "b.example.", "8.8.4.4"));
    private final List<String> lookups = new ArrayList<>();
    private Downloads downloads;

    private InetAddress[] find(String name) throws UnknownHostException {
        lookups.add(name);
        if (name.matches("[0-9.]+|.*:.*")) {
            return InetAddress.getAllByName(name);
        }
        if (!names.containsKey(name)) {
            throw new UnknownHostException(name);
        }
        List<InetAddress> all = new ArrayList<>();
        for (String address : names.get(name).split(",")) {
            all.add(InetAddress.getByName(address));
        }
        return all.toArray(InetAddress[]::new);
    }

    private void start() {
        close();
        downloads = new Downloads(config.build(), Map.of(), this::find, Duration.ofMillis(1));
    }

    @After
    public void close() {
        if (downloads != null) {
            downloads.deactivate();
        }
    }

    private void assertAllowed(String... uris) {
        for (String uri : uris) {
            downloads.check(uri);
        }
    }

    private void assertRefused(String... uris) {
        for (String uri : uris) {
            assertEquals(
                    uri,
                    ErrorKind.INVALID,
                    assertThrows(uri, VitrineException.class, () -> downloads.check(uri))
                            .kind());
        }
    }

    @Test
    @Covers({"IMP-6", "IMP-7", "IMP-8", "IMP-40", "URI-1"})
    public void takesTheWebAtItsUsualPortsByDefault() {
        start();
        assertAllowed(
                "http://a.example/",
                "https://a.example/",
                "http://a.example:80/",
                "http://a.example:443/",
                "http://8.8.8.8/");
        assertRefused("ftp://a.example/", "file:///etc/passwd", "http://a.example:8080/", "http://a.example:22/");
    }

    @Test
    @Covers({"IMP-40", "URI-2", "URI-3"})
    public void letsTheAllowedListOfALevelCountAlone() {
        config.with("allowed_schemes", new String[] {"https,ftp"}).with("disallowed_schemes", new String[] {"https"});
        config.with("allowed_hosts", new String[] {"A.Example"}).with("disallowed_hosts", new String[] {"a.example"});
        config.with("allowed_ports", new String[] {"8080"}).with("disallowed_ports", new String[] {"8080"});
        start();
        assertAllowed("https://a.example/", "https://a.example.:8080/");
        assertRefused("http://a.example/", "https://b.example/", "https://a.example:443/", "ftp://a.example/");
    }

    @Test
    @Covers("IMP-40")
    public void letsTheDisallowedListCountWhereNothingIsAllowed() {
        config.with("allowed_schemes", new String[0]).with("disallowed_schemes", new String[] {"http"});
        config.with("disallowed_hosts", new String[] {"b.example", "8.8.8.8", "2001:DB8::1"});
        config.with("allowed_ports", new String[0]).with("disallowed_ports", new String[] {"22", "25"});
        start();
        names.put("c.example.", "1.1.1.1");
        assertAllowed("https://c.example/", "https://c.example:9999/");
        assertRefused("http://c.example/", "https://b.example/", "https://B.Example./", "https://c.example:22/");
        assertRefused("https://8.8.8.8/", "https://[2001:db8:0::1]/", "https://a.example/"); // that is 8.8.8.8
    }

    @Test
    @Covers("IMP-41")
    public void looksNamesUpWithADotAndRefusesTheUnknown() {
        start();
        assertRefused("http://unknown.example/", "http://localhost/");
        assertEquals(List.of("unknown.example.", "localhost."), lookups);
    }

    @Test
    @Covers("IMP-41")
    public void leadsNobodyInside() {
        start();
        names.put("loop.example.", "127.0.0.1");
        names.put("meta.example.", "169.254.169.254");
        names.put("own.example.", "10.1.2.3");
        names.put("six.example.", "fd00::1,::1,fe80::1,64:ff9b::a9fe:a9fe,2002:7f00:1::,::127.0.0.1");
        assertRefused("http://loop.example/", "http://meta.example/", "http://own.example/", "http://six.example/");
        assertRefused("http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/");
        assertRefused("http://0.0.0.0/", "http://192.168.0.1/", "http://[fe80::1]/", "http://224.0.0.1/");
    }

    @Test
    public void leadsInsideWhereTheOperatorSaysSo() {
        names.put("own.example.", "10.1.2.3");
        names.put("loop.example.", "127.0.0.1");
        names.put("table", "127.0.0.1"); // of /etc/hosts, which knows no dots at the end
        config.with("private_addresses", true);
        start();
        assertAllowed("http://own.example/", "http://192.168.0.1/");
        assertRefused("http://loop.example/", "http://127.0.0.1/", "http://169.254.169.254/");

        config.with("private_addresses", false).with("allowed_hosts", new String[] {"loop.example", "table", "::1"});
        start();
        assertAllowed("http://loop.example/", "http://table/", "http://[0:0::1]/");
        assertRefused("http://own.example/", "http://127.0.0.1/");
    }

    @Test
    public void refusesListsThatMeanNothing() {
        for (String key : List.of("allowed_hosts", "disallowed_hosts", "allowed_ports", "disallowed_ports")) {
            FakeConfiguration<DownloadsConfig> wrong =
                    FakeConfiguration.of(DownloadsConfig.class).with(key, new String[] {"127.1", "65536"});
            IllegalArgumentException refusal = assertThrows(
                    key,
                    IllegalArgumentException.class,
                    () -> new Downloads(wrong.build(), Map.of(), this::find, Duration.ZERO).deactivate());
            assertTrue(refusal.getMessage().contains(key.replace('_', '.')));
        }
        for (String key : Arrays.asList("connect_timeout", "stall_timeout", "attempts")) {
            FakeConfiguration<DownloadsConfig> wrong =
                    FakeConfiguration.of(DownloadsConfig.class).with(key, 0);
            assertThrows(
                    key,
                    IllegalArgumentException.class,
                    () -> new Downloads(wrong.build(), Map.of(), this::find, Duration.ZERO).deactivate());
        }
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.download.cfg").assertShows(DownloadsConfig.class);
    }
}
