package org.vitrine.metadata.jpa;

import org.vitrine.spi.testkit.server.MariaDbServer;
import org.vitrine.spi.testkit.server.SqlServer;

public class MariaDbOutageTest extends AbstractOutageTest {
    @Override
    protected SqlServer start() throws Exception {
        return MariaDbServer.start();
    }

    @Override
    protected String timeouts() {
        return "?useServerPrepStmts=true&cachePrepStmts=true&connectTimeout=2000&socketTimeout=3000";
    }
}
