package org.vitrine.spi.testkit.store;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.After;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;

public class MemoryStoreTest extends AbstractStoreContractTest {
    private final MemoryStore store = new MemoryStore("memory-1");

    @After
    public void everyChannelWasClosed() {
        assertEquals(0, store.openChannels());
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.WRITE, Capability.DELETE, Capability.RANDOM_ACCESS);
    }

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return store.location(blob);
    }

    @Override
    protected Set<String> remains() {
        return store.names();
    }

    @Override
    protected List<String> foreignUrls() {
        return List.of("memory://memory-2/a", "memory://memory-10/a", "file:///etc/passwd", "memory:", "");
    }
}
