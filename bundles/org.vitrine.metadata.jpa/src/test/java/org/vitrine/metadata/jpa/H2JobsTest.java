package org.vitrine.metadata.jpa;

import org.junit.After;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractJobRepositoryContractTest;

public class H2JobsTest extends AbstractJobRepositoryContractTest {
    private TestUnit unit;

    @Override
    protected MetadataRepository create() throws Exception {
        unit = TestUnit.embedded();
        return unit.repository();
    }

    @After
    public void close() {
        unit.close();
    }
}
