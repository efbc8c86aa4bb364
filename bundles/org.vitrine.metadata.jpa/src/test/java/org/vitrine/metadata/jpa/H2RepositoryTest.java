package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadataRepositoryContractTest;

public class H2RepositoryTest extends AbstractMetadataRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.h2();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
