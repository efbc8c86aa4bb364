package org.vitrine.domain.error;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class VitrineExceptionTest {
    @Test
    public void itHasAKindAMessageAndPerhapsACause() {
        IllegalStateException cause = new IllegalStateException();
        VitrineException with = new VitrineException(ErrorKind.CONFLICT, "message", cause);
        assertEquals(ErrorKind.CONFLICT, with.kind());
        assertEquals("message", with.getMessage());
        assertSame(cause, with.getCause());
        assertNull(new VitrineException(ErrorKind.CONFLICT, "message").getCause());
    }

    @Test
    public void neitherKindNorMessageMayBeMissing() {
        assertThrows(NullPointerException.class, () -> new VitrineException(null, "message"));
        assertThrows(NullPointerException.class, () -> new VitrineException(ErrorKind.CONFLICT, null));
    }
}
