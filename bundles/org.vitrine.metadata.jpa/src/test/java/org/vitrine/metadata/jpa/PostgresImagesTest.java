package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractImageRepositoryContractTest;

public class PostgresImagesTest extends AbstractImageRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.postgres();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
