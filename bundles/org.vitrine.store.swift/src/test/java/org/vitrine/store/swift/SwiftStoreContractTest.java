package org.vitrine.store.swift;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.server.SwiftServer;

/** With an accounts file, and everything beyond 1 MiB in static large objects. */
@Covers({"STORE-SWIFT-3", "STORE-SWIFT-4", "STORE-SWIFT-5", "STORE-SWIFT-6", "STORE-SWIFT-31", "STORE-SWIFT-35"})
public class SwiftStoreContractTest extends AbstractSwiftContractTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Override
    FakeConfiguration<SwiftStoreConfig> config() throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, """
                [ref1]
                auth_version = 1
                auth_address = %s
                user = %s
                key = '%s'
                """.formatted(swift.authUri(), SwiftServer.USER, SwiftServer.KEY));
        return super.config()
                .with("swift_store_config_file", file.toString())
                .with("swift_store_segments_container", segmentsContainer());
    }

    @Override
    String segmentsContainer() {
        return container + "_segments";
    }

    @Override
    String root() {
        return "swift+config://ref1/";
    }

    @Override
    protected List<String> foreignUrls() {
        String file = "6a4f1c52-5d3b-4d5e-9d3f-0a4a5b6c7d8e";
        return List.of(
                "",
                "swift+config:",
                "swift+config://ref1",
                "swift+config://ref2/" + container + "/" + file,
                "swift+config://ref1/other/" + file,
                "swift+config://user:key@ref1/" + container + "/" + file,
                "swift+config://ref1/" + container + "/" + container + "/" + file,
                "swift+http://" + swift.uri().getAuthority() + "/v1/AUTH_test/" + container + "/" + file,
                "swift://u:k@elsewhere/auth/v1.0/" + container + "/" + file,
                "SWIFT+CONFIG://ref1/" + container + "/" + file,
                "http://" + swift.uri().getAuthority() + "/v1/AUTH_test/" + container + "/" + file);
    }
}
