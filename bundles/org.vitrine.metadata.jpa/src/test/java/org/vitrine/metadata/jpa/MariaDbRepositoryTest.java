package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadataRepositoryContractTest;

public class MariaDbRepositoryTest extends AbstractMetadataRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.mariaDb();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
