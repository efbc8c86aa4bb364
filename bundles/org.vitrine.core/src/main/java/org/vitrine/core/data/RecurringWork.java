package org.vitrine.core.data;

import java.util.Objects;
import org.slf4j.Logger;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * Work that is done again and again, whatever becomes of it. The log tells when it begins to fail, when it fails for
 * another reason, and when it succeeds again. For one thread.
 */
public final class RecurringWork {
    private final Logger log;
    private final String name;
    private String failure;

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
        if (failure != null) {
            log.warn("{} works again", name);
            failure = null;
        }
    }

    private void failed(RuntimeException e) {
        String known = failure;
        failure = e.toString();
        if (Objects.equals(known, failure)) {
            log.debug("{} still fails", name, e);
        } else if (e instanceof VitrineException reason && reason.kind() == ErrorKind.UNAVAILABLE) {
            String why = e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause() + ")";
            log.warn("{} fails, which is told once until it works again: {}", name, why);
        } else {
            log.warn("{} fails, which is told once until it works again", name, e);
        }
    }
}
