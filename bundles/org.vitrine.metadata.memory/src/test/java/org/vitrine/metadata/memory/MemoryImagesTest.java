package org.vitrine.metadata.memory;

import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractImageRepositoryContractTest;

public class MemoryImagesTest extends AbstractImageRepositoryContractTest {
    @Override
    protected MetadataRepository create() {
        return new MemoryRepository();
    }
}
