package org.vitrine.jdk;

import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;

/** What an access control context did before Java 24: a subject that new threads inherit. Called by woven classes alone. */
public final class CurrentSubject {
    private static final InheritableThreadLocal<Subject> SUBJECT = new InheritableThreadLocal<>();

    private CurrentSubject() {}

    /** The subject of this thread, or null. */
    public static Subject get() {
        return SUBJECT.get();
    }

    /** Runs the action with that subject, or with none when it is null. */
    public static Object doAs(Subject subject, PrivilegedAction<?> action) {
        Subject before = SUBJECT.get();
        SUBJECT.set(subject);
        try {
            return action.run();
        } finally {
            restore(before);
        }
    }

    /** As {@link #doAs(Subject, PrivilegedAction)}; checked exceptions of the action come wrapped. */
    public static Object doAs(Subject subject, PrivilegedExceptionAction<?> action) throws PrivilegedActionException {
        Subject before = SUBJECT.get();
        SUBJECT.set(subject);
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        } finally {
            restore(before);
        }
    }

    private static void restore(Subject before) {
        if (before == null) {
            SUBJECT.remove();
        } else {
            SUBJECT.set(before);
        }
    }
}
