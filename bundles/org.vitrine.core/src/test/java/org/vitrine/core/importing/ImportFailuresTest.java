package org.vitrine.core.importing;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;
import org.vitrine.core.RecordedLog;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

public class ImportFailuresTest {
    private static List<String> logged(RuntimeException reason) {
        RecordedLog log = new RecordedLog();
        ImportFailures.log(log.logger(), "image i: its import (task t)", reason);
        return log.lines();
    }

    private static List<String> logged(ErrorKind kind) {
        return logged(new VitrineException(kind, "why"));
    }

    @Test
    public void whatItsOwnerCanMendIsALine() {
        for (ErrorKind kind : List.of(
                ErrorKind.INVALID,
                ErrorKind.FORBIDDEN,
                ErrorKind.NOT_FOUND,
                ErrorKind.QUOTA_EXCEEDED,
                ErrorKind.STORE_DISABLED)) {
            assertEquals(List.of("info: image i: its import (task t) failed: why"), logged(kind));
        }
    }

    @Test
    public void aSourceThatFailsIsAWarning() {
        assertEquals(List.of("warn: image i: its import (task t) failed: why"), logged(ErrorKind.BAD_GATEWAY));
        assertEquals(List.of("warn: image i: its import (task t) failed: why"), logged(ErrorKind.GATEWAY_TIMEOUT));
    }

    @Test
    public void whatAnOperatorMustMendIsAnErrorWithItsStack() {
        String expected = "error: image i: its import (task t) failed with a stack";
        assertEquals(List.of(expected), logged(ErrorKind.UNAVAILABLE));
        assertEquals(List.of(expected), logged(ErrorKind.STORE_FULL));
        assertEquals(List.of(expected), logged(new IllegalStateException("a defect")));
    }

    @Test
    public void aStoreThatFailsAloneIsAWarningUnlessItTakesNoDataAtAll() {
        RecordedLog log = new RecordedLog();
        ImportFailures.logStore(log.logger(), "store web", new VitrineException(ErrorKind.STORE_DISABLED, "read only"));
        ImportFailures.logStore(log.logger(), "store slow", new VitrineException(ErrorKind.STORE_FULL, "why"));
        assertEquals(List.of("info: store web failed: read only", "warn: store slow failed with a stack"), log.lines());
    }
}
