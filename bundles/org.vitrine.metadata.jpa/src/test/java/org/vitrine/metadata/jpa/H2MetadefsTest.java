package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadefRepositoryContractTest;

public class H2MetadefsTest extends AbstractMetadefRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.h2();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
