package org.vitrine.importing.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;

public class WebAddressTest {
    private static void assertRefused(List<String> texts) {
        for (String text : texts) {
            VitrineException refusal = assertThrows(text, VitrineException.class, () -> WebAddress.parse(text));
            assertEquals(text, ErrorKind.INVALID, refusal.kind());
        }
    }

    @Test
    @Covers("IMP-44")
    public void hasOneSpellingForOneHost() {
        var address = WebAddress.parse("HTTPS://me:pa%24s@Mirror.Example.:443/a b".replace(" ", "%20") + "?x=|#part");
        assertEquals("https", address.scheme());
        assertEquals("mirror.example", address.host());
        assertEquals(OptionalInt.of(443), address.port());
        assertEquals(Optional.of("me:pa%24s"), address.userInfo());
        assertEquals("/a%20b?x=%7C", address.target());
        assertEquals("https://mirror.example", address.origin());
        assertEquals(
                "2001:db8:0:0:0:0:0:1",
                WebAddress.parse("http://[2001:DB8::1]/").host());
        assertEquals("127.0.0.1", WebAddress.parse("http://[::ffff:127.0.0.1]/").host());
        assertEquals(
                "http://[2001:db8:0:0:0:0:0:1]:8080",
                WebAddress.parse("http://[2001:DB8::1]:8080/").origin());
        assertEquals(
                "xn--bcher-kva.example",
                WebAddress.parse("http://B\u00fccher.example").host());
        assertEquals("/?q", WebAddress.parse("http://web_server?q").target());
        assertEquals("/%C3%BC", WebAddress.parse("http://a.example/\u00fc").target());
    }

    @Test
    @Covers("IMP-41")
    public void refusesNumbersThatResolversTakeForAddresses() {
        assertRefused(List.of(
                "http://2130706433/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0127.0.0.1/",
                "http://127.0.0.01/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://127.0x0.0.1/",
                "http://127.0.0.0x1/",
                "http://017700000001/",
                "http://1.2.3.4.5/",
                "http://256.1.1.1/",
                "http://1.2.3.4./",
                "http://\uff11\uff12\uff17\u30021/",
                "http://127\u3002\uff11/"));
        assertEquals(
                "127.0.0.1",
                WebAddress.parse("http://\uff11\uff12\uff17.0\u30020.1/").host());
    }

    @Test
    @Covers("IMP-40")
    public void refusesWhatTwoReadersCouldUnderstandDifferently() {
        assertRefused(List.of(
                "",
                "fake_uri",
                "//host/path",
                "http:/host/path",
                "http:///path",
                "http://",
                "http://:80/",
                "http://user@/",
                "http://good.example@evil.example@other.example/",
                "http://good.example\\@evil.example/",
                "http://a.example/x y",
                "http://a.example/\r\nHost: b.example",
                "http://a.example/\u0000",
                "http://a.example:0/",
                "http://a.example:65536/",
                "http://a.example:80x/",
                "http://a.example:-1/",
                "http://a..example/",
                "http://.example/",
                "http://-a.example/",
                "http://a%2eexample/",
                "http://[fe80::1%25eth0]/",
                "http://[::1/",
                "http://::1/",
                "http://[1.2.3.4]/",
                "http://" + "a".repeat(64) + ".example/",
                "http://a.example/" + "x".repeat(9000)));
    }

    @Test
    @Covers("IMP-42")
    public void knowsWhereRedirectsLead() {
        var here = WebAddress.parse("http://me:secret@a.example:8080/dir/file?q=/x");
        assertEquals("http://a.example:8080/other", at(here, "/other"));
        assertEquals("http://a.example:8080/dir/other?r", at(here, "other?r#f"));
        assertEquals("http://a.example:8080/dir/file?r", at(here, "?r"));
        assertEquals("http://a.example:8080/dir/file", at(here, ""));
        assertEquals("http://a.example:8080/up", at(here, "../up"));
        assertEquals("http://a.example:8080/up/", at(here, "../../up/x/.."));
        assertEquals("http://b.example/c%20d", at(here, "//b.example/c d"));
        assertEquals("https://b.example/", at(here, "HTTPS://B.example"));
        assertEquals(Optional.empty(), here.redirected("/other").userInfo());
        for (String bad : List.of("file:///etc/passwd", "javascript:1", "gopher:x", "http:evil", "http://127.1/")) {
            assertThrows(bad, VitrineException.class, () -> here.redirected(bad));
        }
        assertEquals("ftp", here.redirected("ftp://a.example/").scheme());
    }

    private static String at(WebAddress here, String location) {
        WebAddress next = here.redirected(location);
        return next.origin() + next.target();
    }

    @Test
    public void showsNoSecrets() {
        assertEquals(
                "http://a.example/f?...",
                WebAddress.parse("http://me:pw@a.example/f?sig=1").toString());
    }
}
