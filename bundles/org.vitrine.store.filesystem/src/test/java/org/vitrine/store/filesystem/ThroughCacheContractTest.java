package org.vitrine.store.filesystem;

/** The same promises for files that are written through the page cache. */
public class ThroughCacheContractTest extends FilesystemStoreContractTest {
    @Override
    Config config() {
        return super.config().with("direct_io", false);
    }
}
