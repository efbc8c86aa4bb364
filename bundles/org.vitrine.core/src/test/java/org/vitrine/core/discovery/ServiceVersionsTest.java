package org.vitrine.core.discovery;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.vitrine.core.discovery.ServiceVersions.Version;
import org.vitrine.core.plugins.Plugins;
import org.vitrine.spi.testkit.Covers;

public class ServiceVersionsTest {
    private static ServiceVersions versions(String... stores) {
        return new ServiceVersions(new Plugins(
                        stores.length == 0
                                ? Map.of()
                                : Map.of("enabled_backends", stores, "default_backend", stores[0]))
                .stores);
    }

    private static List<String> ids(ServiceVersions versions) {
        return versions.list().stream().map(Version::id).toList();
    }

    @Test
    @Covers({"VER-2", "VER-5", "VER-5a", "VER-5b", "VER-8", "VER-21", "VER-22", "GOTCHA-2"})
    public void theListDependsOnTheStores() {
        assertEquals(
                List.of("v2.15", "v2.9", "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0"),
                ids(versions()));
        assertEquals(
                List.of(
                        "v2.15", "v2.13", "v2.12", "v2.11", "v2.10", "v2.9", "v2.8", "v2.7", "v2.6", "v2.5", "v2.4",
                        "v2.3", "v2.2", "v2.1", "v2.0"),
                ids(versions("a", "b")));
        for (ServiceVersions each : new ServiceVersions[] {versions(), versions("a")}) {
            assertEquals(1, each.list().stream().filter(Version::current).count());
            assertTrue(each.list().get(0).current());
        }
    }

    @Test
    @Covers("VER-13")
    public void whatIsListedIsAccepted() {
        for (String id : new String[] {"v2", "v2.0", "v2.7", "v2.9", "v2.15"}) {
            assertTrue(id, versions().accepts(id));
        }
        for (String id : new String[] {"v2.8", "v2.10", "v2.14", "v2.16", "v2.17", "v1", "v3", "", "V2"}) {
            assertFalse(id, versions().accepts(id));
        }
        assertTrue(versions("a").accepts("v2.8"));
        assertTrue(versions("a").accepts("v2.13"));
    }
}
