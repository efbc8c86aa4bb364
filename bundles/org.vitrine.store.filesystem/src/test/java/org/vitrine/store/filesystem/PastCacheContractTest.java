package org.vitrine.store.filesystem;

/** The same promises for files that are written past the page cache. */
public class PastCacheContractTest extends FilesystemStoreContractTest {
    @Override
    Config config() {
        return super.config().with("direct_io", "always");
    }
}
