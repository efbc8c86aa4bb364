package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractMetadefRepositoryContractTest;

public class MariaDbMetadefsTest extends AbstractMetadefRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.mariaDb();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
