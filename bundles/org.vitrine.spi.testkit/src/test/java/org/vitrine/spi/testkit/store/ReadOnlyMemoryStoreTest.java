package org.vitrine.spi.testkit.store;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;

/** The other side of every capability: a store that only hands out what it has, from the start. */
public class ReadOnlyMemoryStoreTest extends AbstractStoreContractTest {
    private final MemoryStore store = new MemoryStore("readonly", 1, EnumSet.of(Capability.EXTERNAL_LOCATIONS));

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.EXTERNAL_LOCATIONS);
    }

    @Override
    protected BlobLocation put(BlobName blob, long seed, int length) {
        return store.put(blob, PatternSource.bytes(seed, 0, length));
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
        return List.of("http://images.example.org/a");
    }
}
