package org.vitrine.core.data;

import org.slf4j.Logger;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Work that is done again and again, whatever becomes of it. The log tells when it begins to fail, when it fails for
 * another reason, and when it succeeds again; not of what was away a single time, as a driver is while the server starts
 * or a bundle is exchanged. For one thread.
 */
public final class RecurringWork {
    private final Logger log;
    private final String name;
    private String failure;
    private boolean told;

    /**
     * Names the work.
     *
     * @param name a phrase that says what it does, such as "the search for jobs"
     */
    public RecurringWork(Logger log, String name) {
        this.log = log;
        this.name = name;
    }

    /** Does it once more. Nothing but errors of the virtual machine leaves. */
    public void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        if (told) {
            log.warn("{} works again", name);
        }
        failure = null;
        told = false;
    }

    private void failed(RuntimeException e) {
        boolean away = e instanceof VitrineException reason && reason.kind() == ErrorKind.UNAVAILABLE;
        boolean again = e.toString().equals(failure);
        boolean silent = away && failure == null || again && told;
        failure = e.toString();
        if (silent) {
            log.debug("{} fails", name, e);
            return;
        }
        told = true;
        if (away) {
            String why = e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause() + ")";
            log.warn("{} fails, which is told once until it works again: {}", name, why);
        } else {
            log.warn("{} fails, which is told once until it works again", name, e);
        }
    }
}
