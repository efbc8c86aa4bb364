package org.vitrine.store.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.store.Store;
import org.vitrine.spi.store.StoreDescription.Capability;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.AbstractStoreContractTest;
import org.vitrine.spi.testkit.store.PatternSource;

@Covers({"STORE-HTTP-10", "STORE-HTTP-11"})
public class HttpStoreContractTest extends AbstractStoreContractTest {
    private final WebServer web = new WebServer();
    private RawHttpServer server;
    private HttpStore store;

    @Before
    public void open() throws IOException {
        server = new RawHttpServer(web);
        store = new HttpStore(FakeConfiguration.of(HttpStoreConfig.class)
                .with("vitrine_store_id", "web")
                .build());
    }

    @After
    public void close() throws IOException {
        store.deactivate();
        server.close();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.RANDOM_ACCESS, Capability.EXTERNAL_LOCATIONS);
    }

    @Override
    protected BlobLocation put(BlobName blob, long seed, int length) {
        web.files.put("/images/" + blob, PatternSource.bytes(seed, 0, length));
        return locationOf(blob);
    }

    @Override
    protected BlobLocation locationOf(BlobName blob) {
        return new BlobLocation(server.uri() + "/images/" + blob, Map.of());
    }

    @Override
    protected Set<String> remains() {
        return Set.copyOf(web.files.keySet());
    }

    @Override
    protected List<String> foreignUrls() {
        return List.of(
                "",
                "http:",
                "http://",
                "https:///images/a",
                "http://:80/a",
                "http://host:port/a",
                "http://host:99999/a",
                "http://user@host/a",
                "http://a:b:c@host/a",
                "http://user:password@/a",
                "http://[::1/a",
                "http://[nonsense]/a",
                "http://ho st/a",
                "file:///etc/passwd",
                "ftp://host/a",
                "jar:http://host/a!/b",
                "swift+http://host/v1/a/b",
                "//host/a");
    }
}
