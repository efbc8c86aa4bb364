package org.vitrine.metadata.jpa;

import org.vitrine.spi.testkit.server.PostgresServer;
import org.vitrine.spi.testkit.server.SqlServer;

public class PostgresOutageTest extends AbstractOutageTest {
    @Override
    protected SqlServer start() throws Exception {
        return PostgresServer.start();
    }

    @Override
    protected String timeouts() {
        return "?connectTimeout=2&socketTimeout=3";
    }
}
