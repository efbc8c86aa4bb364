package org.vitrine.store.filesystem;

import org.vitrine.spi.testkit.Covers;

@Covers("STORE-FILE-18")
public class ThinFilesystemStoreContractTest extends FilesystemStoreContractTest {
    @Override
    Config config() {
        return super.config()
                .with("filesystem_thin_provisioning", true)
                .with("filesystem_store_chunk_size", 4096)
                .with("fsync", false);
    }
}
