package org.vitrine.metadata.jpa;

import java.util.UUID;
import org.junit.After;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractImageRepositoryContractTest;

public class H2ImagesTest extends AbstractImageRepositoryContractTest {
    private TestUnit unit;

    @Override
    protected MetadataRepository create() throws Exception {
        unit = new TestUnit("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        return unit.repository();
    }

    @After
    public void close() {
        unit.close();
    }
}
