package org.vitrine.config.oslo.paste;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Assume;
import org.junit.Test;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.paste.Switches.Auth;
import org.vitrine.spi.testkit.Covers;

public class SwitchesTest {
    private static final String FILTERS = """
            [composite:rootapp]
            paste.composite_factory = glance.api:root_app_factory
            /: apiversions
            /v2: apiv2app
            [app:apiversions]
            paste.app_factory = glance.api.versions:create_resource
            [app:apiv2app]
            paste.app_factory = glance.api.v2.router:API.factory
            [app:apiv1app]
            paste.app_factory = glance.api.v1.router:API.factory
            [filter:context]
            paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
            [filter:unauthenticated-context]
            paste.filter_factory = glance.api.middleware.context:UnauthenticatedContextMiddleware.factory
            [filter:authtoken]
            paste.filter_factory = keystonemiddleware.auth_token:filter_factory
            auth_url = http://keystone
            [filter:fakeauth]
            paste.filter_factory = glance.tests.utils:FakeAuthMiddleware.factory
            [filter:cache]
            paste.filter_factory = glance.api.middleware.cache:CacheFilter.factory
            [filter:gzip]
            paste.filter_factory = glance.api.middleware.gzip:GzipMiddleware.factory
            [filter:healthcheck]
            paste.filter_factory = oslo_middleware:Healthcheck.factory
            disable_by_file_path = /etc/glance/healthcheck_disable
            [filter:audit]
            paste.filter_factory = keystonemiddleware.audit:filter_factory
            [filter:own]
            paste.filter_factory = example.org:Own.factory
            """;

    private static Switches pipeline(String line) {
        return Switches.of(
                PasteFile.parse("p.ini", FILTERS + "[pipeline:glance-api-x]\npipeline = " + line + "\n", Map.of()),
                Optional.of("x"));
    }

    @Test
    @Covers({"op:PIPE-2", "op:PIPE-3", "op:PIPE-4", "op:PIPE-5", "op:PIPE-6", "op:PIPE-7", "op:PIPE-8"})
    public void standardFlavorsAreThreeSwitches() {
        for (String flavor :
                List.of("", "caching", "cachemanagement", "keystone", "keystone+caching", "keystone+cachemanagement")) {
            Switches switches = Switches.standard(Optional.of(flavor).filter(name -> !name.isEmpty()));
            assertEquals(flavor, flavor.startsWith("keystone") ? Auth.KEYSTONE : Auth.NONE, switches.auth());
            assertEquals(flavor, flavor.contains("cach"), switches.caching());
            assertEquals(flavor, flavor.contains("management"), switches.cacheManagement());
        }
    }

    @Test
    @Covers("op:PIPE-11")
    public void readsTheFileOfThePackages() {
        Path file = Path.of("/etc/glance/glance-api-paste.ini");
        Assume.assumeTrue(Files.isReadable(file));
        Switches switches = Switches.read(file, Optional.of("keystone+caching"));
        assertEquals(Auth.KEYSTONE, switches.auth());
        assertTrue(switches.caching());
        assertFalse(switches.cacheManagement());
        assertEquals(
                "/etc/glance/healthcheck_disable",
                switches.healthcheck().orElseThrow().get("disable_by_file_path"));
        assertEquals(Map.of("delay_auth_decision", "true"), switches.authtoken());
        assertTrue(switches.cors().isPresent());
    }

    @Test
    @Covers({"op:PIPE-1", "op:PIPE-10", "op:PIPE-14"})
    public void knowsWhoSaysWhoIsCalling() {
        assertEquals(Auth.KEYSTONE, pipeline("authtoken context rootapp").auth());
        assertEquals(Auth.HEADERS, pipeline("context rootapp").auth());
        assertEquals(Auth.FAKE, pipeline("gzip fakeauth context rootapp").auth());
        assertEquals(Auth.NONE, pipeline("unauthenticated-context rootapp").auth());
        assertEquals(Auth.NONE, pipeline("unauthenticated-context apiv1app").auth());
        assertEquals(
                Map.of("auth_url", "http://keystone"),
                pipeline("authtoken context rootapp").authtoken());
        assertTrue(pipeline("gzip fakeauth context rootapp").gzip());
        assertEquals(List.of("audit"), pipeline("audit context rootapp").unsupported());
    }

    @Test
    public void neverOpensWhatItDoesNotUnderstand() {
        for (String line : List.of(
                "rootapp",
                "authtoken rootapp",
                "context authtoken rootapp",
                "authtoken unauthenticated-context rootapp",
                "context unauthenticated-context rootapp",
                "authtoken fakeauth context rootapp",
                "own authtoken context rootapp",
                "nosuch context rootapp",
                "authtoken context nosuch",
                "authtoken context apiversions",
                "")) {
            assertThrows(line, BrokenConfiguration.class, () -> pipeline(line));
        }
    }

    @Test
    @Covers("op:PIPE-13")
    public void refusesAFlavorThatTheFileDoesNotHave() {
        PasteFile file = PasteFile.parse("p.ini", FILTERS, Map.of());
        assertThrows(BrokenConfiguration.class, () -> Switches.of(file, Optional.of("keystone")));
        assertThrows(BrokenConfiguration.class, () -> Switches.standard(Optional.of("keystone+magic")));
    }

    @Test
    public void followsOtherWaysToWriteIt() {
        String text = FILTERS + """
                [composite:glance-api]
                use = egg:Paste#urlmap
                /: inner
                /healthcheck: health
                [app:health]
                paste.app_factory = oslo_middleware:Healthcheck.app_factory
                backends = disable_by_file
                [app:inner]
                use = wrapped
                filter-with = cache
                [filter-app:wrapped]
                use = egg:keystonemiddleware#auth_token
                next = tail
                [pipeline:tail]
                pipeline = context
                           rootapp
                """;
        Switches switches = Switches.of(PasteFile.parse("p.ini", text, Map.of()), Optional.empty());
        assertEquals(Auth.KEYSTONE, switches.auth());
        assertTrue(switches.caching());
        assertEquals(Optional.of(Map.of("backends", "disable_by_file")), switches.healthcheck());
    }

    @Test
    public void refusesCircles() {
        PasteFile file = PasteFile.parse("p.ini", "[app:glance-api]\nuse = glance-api\n", Map.of());
        assertThrows(BrokenConfiguration.class, () -> Switches.of(file, Optional.empty()));
    }
}
