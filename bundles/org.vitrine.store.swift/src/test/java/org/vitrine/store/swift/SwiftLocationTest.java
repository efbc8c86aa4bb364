package org.vitrine.store.swift;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.store.swift.SwiftLocation.Credentials;

@Covers({"STORE-SWIFT-31", "STORE-SWIFT-32", "STORE-SWIFT-40"})
public class SwiftLocationTest {
    private static SwiftLocation parse(String url) {
        return SwiftLocation.parse(url).orElseThrow();
    }

    private static Optional<Credentials> login(String user, String key) {
        return Optional.of(new Credentials(user, key));
    }

    @Test
    public void readsAndWritesWhatGlanceWrites() {
        for (String url : List.of(
                "swift+config://ref1/glance/id",
                "swift+http://test%3Atester:test/ing%25@127.0.0.1:8080/auth/v1.0/glance/id",
                "swift+https://service%3Aglance:p%40ss@keystone:5000/v3/glance_1a/id",
                "swift+http://127.0.0.1:8080/v1/AUTH_project/glance_id/id")) {
            assertEquals(url, parse(url).url());
        }
        assertEquals(
                new SwiftLocation("swift+https", login("service:glance", "p@ss"), "keystone:5000/v3", "glance", "id"),
                parse("swift+https://service%3Aglance:p%40ss@keystone:5000/v3/glance/id"));
    }

    @Test
    public void readsOlderForms() {
        assertEquals(
                new SwiftLocation("swift", login("account:user", "pass+word"), "auth.example.org", "glance", "id"),
                parse("swift://account:user:pass+word@auth.example.org/glance/id"));
        assertEquals("https://", parse("swift://u:k@host/c/o").addressScheme());
        assertEquals("http://", parse("swift+http://u:k@host/c/o").addressScheme());
    }

    @Test
    public void refusesWhatIsNone() {
        for (String url : List.of(
                "",
                "swift",
                "swift://",
                "swift://host",
                "swift://host/container",
                "swift://user@host/container/object",
                "swift://:key@host/container/object",
                "swift://user:key@http://host/container/object",
                "swift://user:key@/container/object",
                "swift+config://ref/a/container/object",
                "swift+config://user:key@ref/container/object",
                "swift+ftp://user:key@host/container/object",
                "http://host/container/object",
                "Swift://user:key@host/container/object")) {
            assertEquals(url, Optional.empty(), SwiftLocation.parse(url));
        }
    }

    @Test
    public void showsNoSecret() {
        assertFalse(
                parse("swift://user:secret@host/container/object").toString().contains("secret"));
    }
}
