package org.vitrine.store.swift;

import java.util.List;
import org.vitrine.spi.store.BlobLocation;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.SwiftServer;
import org.vitrine.spi.testkit.store.PatternSource;

/** Without an accounts file; what is read and deleted are dynamic large objects as Glance writes them. */
@Covers({"STORE-SWIFT-1", "STORE-SWIFT-2", "STORE-SWIFT-32", "STORE-SWIFT-39"})
public class PlainSwiftContractTest extends AbstractSwiftContractTest {
    private static final int SEGMENT = 1 << 20;

    @Override
    FakeConfiguration<SwiftStoreConfig> config() throws Exception {
        return super.config()
                .with("swift_store_auth_version", "1")
                .with("swift_store_auth_address", swift.authUri().toString())
                .with("swift_store_user", SwiftServer.USER)
                .with("swift_store_key", SwiftServer.KEY)
                .with("swift_store_retry_get_count", 1);
    }

    @Override
    String root() {
        return "swift+http://test%3Atester:testing@" + swift.uri().getAuthority() + "/auth/v1.0/";
    }

    @Override
    protected BlobLocation put(BlobName blob, long seed, int length) throws Exception {
        String path = "/v1/AUTH_test/" + container;
        put(path, new byte[0]);
        for (int from = 0, number = 1; from < length; from += SEGMENT, number++) {
            byte[] segment = PatternSource.bytes(seed, from, Math.min(SEGMENT, length - from));
            put("%s/%s-%05d".formatted(path, blob, number), segment);
        }
        put(path + "/" + blob, new byte[0], "X-Object-Manifest", container + "/" + blob + "-");
        return locationOf(blob);
    }

    @Override
    protected List<String> foreignUrls() {
        String file = "6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e";
        String address = swift.uri().getAuthority() + "/auth/v1.0/";
        return List.of(
                "",
                "swift://",
                "swift+http://" + address + container + "/" + file,
                "swift+http://test%3Atester:wrong@" + address + container + "/" + file,
                "swift+http://test2:tester2:testing2@" + address + container + "/" + file,
                "swift+http://test:tester:testing@elsewhere/auth/v1.0/" + container + "/" + file,
                "swift+http://test:tester:testing@http://" + address + container + "/" + file,
                "swift+config://ref1/other/" + file,
                "swift+config://ref2/" + container + "/" + file,
                root() + container + "_1/" + file);
    }
}
