package org.vitrine.metadata.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.apache.aries.jpa.support.impl.AbstractJpaTemplate;
import org.apache.aries.jpa.template.EmFunction;
import org.apache.aries.jpa.template.TransactionType;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.vitrine.metadata.jpa.schema.TestSchema;
import org.vitrine.metadata.jpa.sql.Readiness;

/** The persistence unit on a pool, as the container would make both of the configuration of a data source. */
final class TestUnit implements AutoCloseable {
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final JpaRepository repository;

    /** On a database that is made ready first. */
    TestUnit(String url, String user, String password) throws SQLException {
        this(url, user, password, Map.of());
    }

    /** The keys are those of Hikari, without the prefix that they have in the configuration file. */
    TestUnit(String url, String user, String password, Map<String, String> hikari) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbcUrl", url);
        properties.setProperty("username", user);
        properties.setProperty("password", password);
        properties.setProperty("maximumPoolSize", "10");
        properties.setProperty("transactionIsolation", "TRANSACTION_READ_COMMITTED");
        properties.putAll(hikari);
        pool = new HikariDataSource(new HikariConfig(properties));
        Readiness readiness;
        try {
            readiness = TestSchema.prepare(pool);
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
        factory = new PersistenceProvider()
                .createEntityManagerFactory("vitrine", Map.of("javax.persistence.nonJtaDataSource", pool));
        repository = new JpaRepository(new Template(factory), factory, readiness, Config.DEFAULTS);
    }

    JpaRepository repository() {
        return repository;
    }

    /** Another repository on the same database. */
    JpaRepository repository(JpaRepositoryConfig config) {
        return new JpaRepository(new Template(factory), factory, () -> {}, config);
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }

    /** What Aries' own template for resource-local units does, without the container's coordinator. */
    private static final class Template extends AbstractJpaTemplate {
        private final EntityManagerFactory factory;

        Template(EntityManagerFactory factory) {
            this.factory = factory;
        }

        @Override
        public <R> R txExpr(TransactionType type, EmFunction<R> code) {
            EntityManager manager = factory.createEntityManager();
            try {
                manager.getTransaction().begin();
                R result = code.apply(manager);
                manager.getTransaction().commit();
                return result;
            } catch (Exception e) {
                try {
                    manager.getTransaction().rollback();
                } catch (RuntimeException second) {
                    e.addSuppressed(second);
                }
                throw wrapThrowable(e, "failed in a transaction");
            } finally {
                manager.close();
            }
        }
    }
}
