package org.vitrine.metadata.memory;

import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractJobRepositoryContractTest;

public class MemoryJobsTest extends AbstractJobRepositoryContractTest {
    @Override
    protected MetadataRepository create() {
        return new MemoryRepository();
    }
}
