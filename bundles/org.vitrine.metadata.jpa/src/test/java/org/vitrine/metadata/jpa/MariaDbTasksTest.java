package org.vitrine.metadata.jpa;

import org.junit.Rule;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractTaskRepositoryContractTest;

public class MariaDbTasksTest extends AbstractTaskRepositoryContractTest {
    @Rule
    public final TestDatabase database = TestDatabase.mariaDb();

    @Override
    protected MetadataRepository create() throws Exception {
        return database.open().repository();
    }
}
