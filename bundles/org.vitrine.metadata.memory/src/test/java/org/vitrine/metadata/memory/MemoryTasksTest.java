package org.vitrine.metadata.memory;

import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractTaskRepositoryContractTest;

public class MemoryTasksTest extends AbstractTaskRepositoryContractTest {
    @Override
    protected MetadataRepository create() {
        return new MemoryRepository();
    }
}
