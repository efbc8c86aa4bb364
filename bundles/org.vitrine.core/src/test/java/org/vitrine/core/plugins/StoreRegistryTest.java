package org.vitrine.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.ImageLocation;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.store.MemoryStore;

public class StoreRegistryTest {
    @Test
    @Covers("op:STORE-29")
    public void refusesWhatTheGuideForbids() {
        refused(Map.of("enabled_backends", new String[] {"a"}));
        refused(Map.of("enabled_backends", new String[] {"a"}, "default_backend", "b"));
        refused(Map.of("enabled_backends", new String[] {"os_glance_x"}, "default_backend", "os_glance_x"));
    }

    private static void refused(Map<String, Object> configuration) {
        assertThrows(IllegalArgumentException.class, () -> new Plugins(configuration));
    }

    @Test
    @Covers({"op:STORE-36", "op:STORE-37"})
    public void findsTheStoreOfALocation() {
        Plugins plugins = new Plugins(Map.of());
        plugins.bind(new MemoryStore("m"));
        assertEquals(Optional.of("m"), plugins.stores.storeOf(new ImageLocation("memory://m/x", Map.of())));
        assertEquals(
                Optional.of("m"), plugins.stores.storeOf(new ImageLocation("memory://m/x", Map.of("store", "gone"))));
        assertEquals(Optional.empty(), plugins.stores.storeOf(new ImageLocation("rbd://x", Map.of())));
        assertEquals("m", plugins.stores.defaultId());
    }

    @Test
    public void aStoreThatLeftIsUnavailable() {
        Plugins plugins = new Plugins(Map.of());
        MemoryStore store = new MemoryStore("m");
        plugins.bind(store);
        plugins.unbind(store);
        VitrineException failure = assertThrows(VitrineException.class, () -> plugins.stores.lease("m"));
        assertEquals(ErrorKind.UNAVAILABLE, failure.kind());
    }

    @Test
    public void aStoreThatIsAwayStillOwnsItsLocations() {
        Plugins plugins = new Plugins(Map.of());
        MemoryStore store = new MemoryStore("m");
        plugins.bind(store);
        plugins.unbind(store);
        assertEquals(Optional.of("m"), plugins.stores.storeOf(new ImageLocation("memory://m/x", Map.of())));
        assertEquals(Optional.empty(), plugins.stores.describe("m"));
    }

    @Test
    public void aStoreIsKnownWhileItIsReplaced() {
        StoreRegistry stores = new StoreRegistry(
                new PluginSettings(Configuration.of(PluginSettings.PluginsConfig.class, Map.of("swap_grace", 600))),
                Configuration.of(StoreRegistry.StoresConfig.class, Map.of()));
        MemoryStore store = new MemoryStore("m");
        stores.bind(store, Map.of(Store.ID, "m"));
        stores.unbind(store, Map.of(Store.ID, "m"));
        assertEquals(Optional.of(store.describe()), stores.describe("m"));
        assertEquals("m", stores.defaultId());
    }

    @Test
    @Covers("op:STORE-20")
    public void readsStoresFromOneTextWithCommas() {
        Plugins plugins = new Plugins(Map.of("enabled_backends", new String[] {"a, b"}, "default_backend", "b"));
        assertEquals(List.of("a", "b"), plugins.stores.ids());
    }
}
