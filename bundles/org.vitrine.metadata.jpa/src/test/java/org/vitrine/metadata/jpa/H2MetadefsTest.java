package org.vitrine.metadata.jpa;

import org.junit.After;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadefRepositoryContractTest;

public class H2MetadefsTest extends AbstractMetadefRepositoryContractTest {
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
