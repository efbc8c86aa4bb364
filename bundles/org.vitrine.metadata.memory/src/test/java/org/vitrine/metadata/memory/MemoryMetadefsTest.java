package org.vitrine.metadata.memory;

import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadefRepositoryContractTest;

public class MemoryMetadefsTest extends AbstractMetadefRepositoryContractTest {
    @Override
    protected MetadataRepository create() {
        return new MemoryRepository();
    }
}
