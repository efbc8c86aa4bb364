package org.vitrine.metadata.jpa.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.PersistenceException;
import javax.persistence.Query;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.VitrineException;

/**
 * Runs statements. Outside of a transaction a read is one round trip on a connection in auto-commit mode; inside one it
 * sees what the transaction wrote. Every failure leaves as a {@link VitrineException}.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final JpaTemplate jpa;
    private final EntityManagerFactory factory;
    private final int attempts;
    private final ThreadLocal<EntityManager> transaction = new ThreadLocal<>();
    private volatile Vendor vendor;

    /**
     * @param jpa for transactions
     * @param factory for reads outside of them
     * @param attempts how often a transaction is tried at most when others are in its way
     */
    public Database(JpaTemplate jpa, EntityManagerFactory factory, int attempts) {
        this.jpa = jpa;
        this.factory = factory;
        this.attempts = attempts;
    }

    /** An empty statement. The first call connects to the database, to learn whose SQL it speaks. */
    public Sql sql() {
        Vendor known = vendor;
        if (known == null) {
            known = inTransaction(this::find);
            vendor = known;
        }
        return new Sql(known);
    }

    private Vendor find() {
        try {
            return Vendor.of(transaction.get().unwrap(Connection.class));
        } catch (SQLException e) {
            throw Failure.of(new PersistenceException(e));
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    /** All rows of a query. */
    public List<Row> read(Sql sql) {
        EntityManager joined = transaction.get();
        if (joined != null) {
            return read(joined, sql);
        }
        EntityManager own = null;
        try {
            own = factory.createEntityManager();
            return read(own, sql);
        } catch (RuntimeException e) {
            throw Failure.of(e);
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }

    private static List<Row> read(EntityManager manager, Sql sql) {
        try {
            List<?> found = query(manager, sql).getResultList();
            List<Row> rows = new ArrayList<>(found.size());
            for (Object row : found) {
                rows.add(new Row(row instanceof Object[] columns ? columns : new Object[] {row}));
            }
            return rows;
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    /** Runs a statement that writes, in the running transaction or in one of its own; how many rows it found. */
    public int write(Sql sql) {
        return inTransaction(() -> {
            try {
                return query(transaction.get(), sql).executeUpdate();
            } catch (RuntimeException e) {
                throw Failure.of(e);
            }
        });
    }

    private static Query query(EntityManager manager, Sql sql) {
        Query query = manager.createNativeQuery(sql.text());
        int position = 1;
        for (Object argument : sql.arguments()) {
            query.setParameter(position++, argument);
        }
        return query;
    }

    /**
     * Does the work in one transaction; nested calls join. Work that lost against another transaction is done again,
     * from its beginning, a few times.
     */
    public <T> T inTransaction(Supplier<T> work) {
        if (transaction.get() != null) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return jpa.txExpr(TransactionType.Required, manager -> joined(manager, work));
            } catch (Aborted e) {
                throw e.error;
            } catch (RuntimeException e) {
                if (attempt >= attempts || !Failure.mayBeRepeated(e)) {
                    throw Failure.of(e);
                }
                LOG.debug("transaction lost against another one, attempt {} of {}", attempt, attempts, e);
                pause(attempt);
            }
        }
    }

    /** Whether this failure means that the whole transaction will be done again. */
    public static boolean mayBeRepeated(VitrineException failure) {
        return Failure.mayBeRepeated(failure);
    }

    private <T> T joined(EntityManager manager, Supplier<T> work) {
        transaction.set(manager);
        try {
            return work.get();
        } catch (Error e) {
            throw new Aborted(e);
        } finally {
            transaction.remove();
        }
    }

    /** Random and growing, so that those who met do not meet again. */
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(longest) + 1));
    }

    /** Carries an error through the template, which ends a transaction for exceptions alone. */
    private static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Error error;

        Aborted(Error error) {
            super(error);
            this.error = error;
        }
    }
}
