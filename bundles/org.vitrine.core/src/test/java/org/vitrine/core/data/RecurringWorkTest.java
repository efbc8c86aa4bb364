package org.vitrine.core.data;

import static org.junit.Assert.assertEquals;

import java.net.ConnectException;
import java.util.List;
import org.junit.Test;
import org.vitrine.core.RecordedLog;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

public class RecurringWorkTest {
    private final RecordedLog log = new RecordedLog();
    private final RecurringWork work = new RecurringWork(log.logger(), "the search");

    private static VitrineException away() {
        return new VitrineException(ErrorKind.UNAVAILABLE, "The database is away.", new ConnectException("refused"));
    }

    @Test
    public void anOutageIsToldWhenItBeginsAndWhenItEnds() {
        work.run(() -> {});
        assertEquals(List.of(), log.lines());
        for (int i = 0; i < 20; i++) {
            work.run(() -> {
                throw away();
            });
        }
        work.run(() -> {});
        work.run(() -> {});
        assertEquals(
                List.of(
                        "warn: the search fails, which is told once until it works again: The database is away."
                                + " (java.net.ConnectException: refused)",
                        "warn: the search works again"),
                log.lines());
    }

    @Test
    public void whatIsAwayForAMomentIsNoOutage() {
        for (int i = 0; i < 3; i++) {
            work.run(() -> {
                throw away();
            });
            work.run(() -> {});
        }
        assertEquals(List.of(), log.lines());
    }

    @Test
    public void anotherReasonIsNotHidden() {
        work.run(() -> {
            throw away();
        });
        work.run(() -> {
            throw new IllegalStateException("a defect");
        });
        assertEquals(
                "warn: the search fails, which is told once until it works again with a stack",
                log.lines().get(0));
    }
}
