package org.vitrine.metadata.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.rules.ExternalResource;
import org.vitrine.spi.testkit.server.SqlServer;

/** A database of its own for each case, made when the case opens it first; what was opened is closed after the case. */
final class TestDatabase extends ExternalResource {
    private final String vendor;
    private final String options;
    private final List<TestUnit> opened = new ArrayList<>();
    private String url;
    private String user = "sa";
    private String password = "";

    private TestDatabase(String vendor, String options) {
        this.vendor = vendor;
        this.options = options;
    }

    /** H2 in memory. */
    static TestDatabase h2() {
        return of("h2");
    }

    /** MariaDB, with statements that it prepares. */
    static TestDatabase mariaDb() {
        return new TestDatabase("mariadb", "?useServerPrepStmts=true&cachePrepStmts=true");
    }

    /** PostgreSQL. */
    static TestDatabase postgres() {
        return new TestDatabase("postgresql", "?logServerErrorDetail=false");
    }

    /** {@code h2}, {@code mariadb} or {@code postgresql}, as the driver has it by default. */
    static TestDatabase of(String vendor) {
        return new TestDatabase(vendor, "");
    }

    /** A pool and a repository of its own, like one more node. */
    TestUnit open() throws Exception {
        if (url == null) {
            create();
        }
        TestUnit unit = new TestUnit(url + options, user, password);
        opened.add(unit);
        return unit;
    }

    private void create() throws Exception {
        if (vendor.equals("h2")) {
            url = Servers.h2(UUID.randomUUID().toString());
            // Its tables are made by connections that are closed then: a pool renews its own in time.
            new TestUnit(url, user, password).close();
            return;
        }
        SqlServer server = vendor.equals("mariadb") ? Servers.mariaDb() : Servers.postgres();
        url = server.newDatabase();
        user = server.user();
        password = server.password();
    }

    @Override
    protected void after() {
        opened.forEach(TestUnit::close);
    }
}
