package org.vitrine.store.swift;

import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;

/** With segments that wait in files, beside the images. */
@Covers({"STORE-SWIFT-20", "STORE-SWIFT-44"})
public class BufferedSwiftContractTest extends SwiftStoreContractTest {
    @Override
    FakeConfiguration<SwiftStoreConfig> config() throws Exception {
        return super.config()
                .with("swift_buffer_on_upload", true)
                .with("swift_upload_buffer_dir", folder.getRoot().toString());
    }

    @Override
    String segmentsContainer() {
        return container;
    }
}
