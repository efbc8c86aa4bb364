package org.vitrine.store.filesystem;

import org.vitrine.spi.testkit.Covers;

@Covers({"STORE-FILE-2", "STORE-FILE-14"})
public class SeveralDirectoriesContractTest extends FilesystemStoreContractTest {
    @Override
    Config config() {
        return Config.several(folder.getRoot() + "/slow:1, " + directory() + ":100", folder.getRoot() + "/slowest");
    }
}
