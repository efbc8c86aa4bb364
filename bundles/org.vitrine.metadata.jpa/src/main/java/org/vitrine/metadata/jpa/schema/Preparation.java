package org.vitrine.metadata.jpa.schema;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.metadata.jpa.sql.Readiness;

/**
 * Makes the database of the latest data source ready: at once if it can be reached, else as soon as somebody needs it. A
 * server that starts before its database would otherwise stay without one.
 */
final class Preparation implements Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Schema schema;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile DataSource unprepared;

    Preparation(Schema schema) {
        this.schema = schema;
    }

    /**
     * Makes it ready, or remembers that it could not be reached.
     *
     * @throws SQLException when it is refused, or a script fails
     */
    void begin(DataSource dataSource) throws SQLException {
        lock.lock();
        try {
            unprepared = null;
            schema.prepare(dataSource);
        } catch (UnreachableException e) {
            LOG.warn("the database cannot be reached; the first request that reaches it makes it ready", e);
            unprepared = dataSource;
        } finally {
            lock.unlock();
        }
    }

    /** One caller tries, so that the others do not wait for it. */
    @Override
    public void require() {
        if (unprepared == null) {
            return;
        }
        if (!lock.tryLock()) {
            throw unavailable(null);
        }
        try {
            if (unprepared != null) {
                schema.prepare(unprepared);
                unprepared = null;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            lock.unlock();
        }
    }

    private static VitrineException unavailable(SQLException cause) {
        return new VitrineException(
                ErrorKind.UNAVAILABLE, "The database is not available now. Try again later.", cause);
    }
}
