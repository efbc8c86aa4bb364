package org.vitrine.metadata.jpa.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.persistence.queries.DatabaseQuery;

/**
 * The statements that EclipseLink has taken apart already: the latest ones, since the texts of lists vary without bound.
 * Sessions run copies of them, so one may be in use by many threads.
 */
final class Statements {
    private static final int MOST = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, DatabaseQuery> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DatabaseQuery> eldest) {
            return size() > MOST;
        }
    };

    /** The statement of that text, made if need be. */
    DatabaseQuery get(String text, Function<String, DatabaseQuery> factory) {
        lock.lock();
        try {
            return latest.computeIfAbsent(text, factory);
        } finally {
            lock.unlock();
        }
    }
}
