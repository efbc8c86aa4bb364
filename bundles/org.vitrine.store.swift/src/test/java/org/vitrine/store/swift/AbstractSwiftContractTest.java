package org.vitrine.store.swift;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.SwiftServer;
import org.vitrine.spi.testkit.store.AbstractStoreContractTest;

/** The contract against a real Swift, with a container of its own for each case. */
public abstract class AbstractSwiftContractTest extends AbstractStoreContractTest {
    private static final AtomicInteger CONTAINERS = new AtomicInteger();

    final String container = "images-" + CONTAINERS.incrementAndGet();
    SwiftServer swift;
    private SwiftStore store;

    /** The configuration under test. */
    FakeConfiguration<SwiftStoreConfig> config() throws Exception {
        return FakeConfiguration.of(SwiftStoreConfig.class)
                .with("vitrine_store_id", "swift")
                .with("swift_store_container", container)
                .with("swift_store_create_container_on_put", true)
                .with("swift_store_large_object_size", 1)
                .with("swift_store_large_object_chunk_size", 1);
    }

    @Before
    public final void open() throws Exception {
        swift = SwiftServer.shared();
        store = new SwiftStore(config().build());
    }

    @After
    public final void close() {
        store.deactivate();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.WRITE, Capability.DELETE, Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS);
    }

    /** Where segments lie. */
    String segmentsContainer() {
        return container;
    }

    /** What all locations begin with. */
    abstract String root();

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return new BlobLocation(root() + container + "/" + blob, Map.of());
    }

    @Override
    protected Set<String> remains() throws Exception {
        Set<String> all = new TreeSet<>(swift.objects(container));
        swift.objects(container + "_segments").forEach(segment -> all.add("segment " + segment));
        return all;
    }

    /** Everything, and a segment that nobody asked for. */
    @Override
    protected void crash(BlobName blob) throws Exception {
        super.crash(blob);
        put("/v1/AUTH_test/" + segmentsContainer() + "/" + blob + "-00009", new byte[1000]);
    }

    final void put(String path, byte[] data, String... headers) throws Exception {
        int status = swift.call("PUT", path, swift.token(), data, headers).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException(path + ": " + status);
        }
    }
}
