package org.vitrine.metadata.memory;

import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadataRepositoryContractTest;

public class MemoryRepositoryTest extends AbstractMetadataRepositoryContractTest {
    @Override
    protected MetadataRepository create() {
        return new MemoryRepository();
    }
}
