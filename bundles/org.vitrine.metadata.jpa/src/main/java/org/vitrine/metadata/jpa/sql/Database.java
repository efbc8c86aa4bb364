package org.vitrine.metadata.jpa.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.PersistenceException;
import org.apache.aries.jpa.template.EmFunction;
import org.apache.aries.jpa.template.JpaTemplate;
import org.apache.aries.jpa.template.TransactionType;
import org.eclipse.persistence.queries.DataModifyQuery;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.UnitOfWork;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.VitrineException;

/**
 * Runs statements. Outside of a transaction a read is one round trip on a connection in auto-commit mode; inside one it
 * sees what the transaction wrote. Every failure leaves as a {@link VitrineException}.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final JpaTemplate jpa;
    private final EntityManagerFactory factory;
    private final Readiness readiness;
    private final int attempts;
    private final ThreadLocal<Session> transaction = new ThreadLocal<>();
    private final Statements reads = new Statements();
    private final Statements writes = new Statements();
    private volatile Vendor vendor;
    private volatile Session server;

    /**
     * @param jpa for transactions
     * @param factory for reads outside of them
     * @param readiness asked before the first statement
     * @param attempts how often a transaction is tried at most when others are in its way
     */
    public Database(JpaTemplate jpa, EntityManagerFactory factory, Readiness readiness, int attempts) {
        this.jpa = jpa;
        this.factory = factory;
        this.readiness = readiness;
        this.attempts = attempts;
    }

    /** An empty statement. The first call connects to the database, to learn whose SQL it speaks. */
    public Sql sql() {
        Vendor known = vendor;
        if (known == null) {
            readiness.require();
            known = jpaTransaction(this::find);
            vendor = known;
        }
        return new Sql(known);
    }

    private Vendor find(EntityManager manager) {
        try {
            return Vendor.of(manager.unwrap(Connection.class));
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** All rows of a query. */
    public List<Row> read(Sql sql) {
        DatabaseQuery query = reads.get(sql.text(), Database::reading);
        List<?> found = inTransaction()
                ? (List<?>) execute(query, sql)
                : repeatedly(Failure::isBrokenConnection, () -> (List<?>) execute(query, sql));
        List<Row> rows = new ArrayList<>(found.size());
        for (Object row : found) {
            rows.add(new Row((Object[]) row));
        }
        return rows;
    }

    /**
     * Runs a statement that writes: in the running transaction, or else in auto-commit mode, which is one round trip.
     *
     * @return how many rows it found
     */
    public int write(Sql sql) {
        DatabaseQuery query = writes.get(sql.text(), Database::writing);
        if (inTransaction()) {
            return (Integer) execute(query, sql);
        }
        // A connection that breaks does not say whether the statement was done: that is for the caller to find out.
        return repeatedly(failure -> false, () -> (Integer) execute(query, sql));
    }

    private Object execute(DatabaseQuery query, Sql sql) {
        try {
            Session joined = transaction.get();
            return (joined == null ? server() : joined).executeQuery(query, sql.arguments());
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    /** EclipseLink's session for what needs no transaction: it takes a connection for one statement. */
    private Session server() {
        Session known = server;
        if (known == null) {
            known = factory.unwrap(ServerSession.class);
            server = known;
        }
        return known;
    }

    private static DatabaseQuery reading(String text) {
        DataReadQuery query = new DataReadQuery(call(text));
        query.setResultType(DataReadQuery.ARRAY);
        return withArguments(query, text);
    }

    private static DatabaseQuery writing(String text) {
        return withArguments(new DataModifyQuery(call(text)), text);
    }

    private static SQLCall call(String text) {
        SQLCall call = new SQLCall(text);
        call.setHasCustomSQLArguments(true);
        return call;
    }

    /** Parameters are numbered from 1 on, without gaps. */
    private static DatabaseQuery withArguments(DatabaseQuery query, String text) {
        for (int i = 1; text.contains(Sql.PARAMETER + i); i++) {
            query.addArgument(Integer.toString(i));
        }
        return query;
    }

    /**
     * Does the work in one transaction; nested calls join. Work that lost against another transaction, or found a dead
     * connection, is done again, from its beginning, a few times.
     */
    public <T> T inTransaction(Supplier<T> work) {
        if (inTransaction()) {
            return work.get();
        }
        AtomicBoolean committing = new AtomicBoolean();
        return repeatedly(
                failure -> !committing.get() && Failure.isBrokenConnection(failure),
                () -> jpaTransaction(manager -> {
                    committing.set(false);
                    T result = joined(manager, work);
                    committing.set(true);
                    return result;
                }));
    }

    /** Whether this thread is within a transaction. */
    public boolean inTransaction() {
        return transaction.get() != null;
    }

    private <T> T jpaTransaction(EmFunction<T> work) {
        try {
            return jpa.txExpr(TransactionType.Required, work);
        } catch (Aborted e) {
            throw e.error;
        } catch (RuntimeException e) {
            throw Failure.of(e);
        }
    }

    /**
     * Does the work until it succeeds, or fails for good: what lost against another transaction is done again, and what
     * failed for another reason that makes this safe, if it failed at once.
     */
    private <T> T repeatedly(Predicate<RuntimeException> mayBeRepeatedAtOnce, Supplier<T> work) {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                boolean quick = System.nanoTime() - begin < QUICK.toNanos();
                boolean again = Failure.mayBeRepeated(e) || (quick && mayBeRepeatedAtOnce.test(e));
                if (attempt >= attempts || !again) {
                    throw e;
                }
                LOG.debug("attempt {} of {} failed", attempt, attempts, e);
                pause(attempt);
            }
        }
    }

    /** Whether this failure means that the whole transaction will be done again. */
    public static boolean mayBeRepeated(VitrineException failure) {
        return Failure.mayBeRepeated(failure);
    }

    private <T> T joined(EntityManager manager, Supplier<T> work) {
        UnitOfWork unit = manager.unwrap(UnitOfWork.class);
        // Else EclipseLink would begin with the first write, and what was read before it would be of another moment and
        // locked by nobody.
        unit.beginEarlyTransaction();
        transaction.set(unit);
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
