package org.vitrine.metadata.jpa;

import org.junit.After;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.testkit.metadata.AbstractImageRepositoryContractTest;
import org.vitrine.spi.testkit.server.SqlServer;

public class PostgresImagesTest extends AbstractImageRepositoryContractTest {
    private TestUnit unit;

    @Override
    protected MetadataRepository create() throws Exception {
        SqlServer server = Servers.postgres();
        unit = new TestUnit(server.newDatabase() + "?logServerErrorDetail=false", server.user(), server.password());
        return unit.repository();
    }

    @After
    public void close() {
        if (unit != null) {
            unit.close();
        }
    }
}
