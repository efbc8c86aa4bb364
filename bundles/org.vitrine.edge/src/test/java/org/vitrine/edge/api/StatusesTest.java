package org.vitrine.edge.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.spi.testkit.Covers;

public class StatusesTest {
    @Test
    @Covers("ERR-9")
    public void everyKindOfFailureHasItsStatus() {
        Map<ErrorKind, Integer> expected = new EnumMap<>(Map.ofEntries(
                Map.entry(ErrorKind.INVALID, 400),
                Map.entry(ErrorKind.STORE_UNSUPPORTED, 400),
                Map.entry(ErrorKind.CLIENT_GONE, 400),
                Map.entry(ErrorKind.UNAUTHENTICATED, 401),
                Map.entry(ErrorKind.FORBIDDEN, 403),
                Map.entry(ErrorKind.NOT_FOUND, 404),
                Map.entry(ErrorKind.TIMEOUT, 408),
                Map.entry(ErrorKind.CONFLICT, 409),
                Map.entry(ErrorKind.IN_USE, 409),
                Map.entry(ErrorKind.GONE, 410),
                Map.entry(ErrorKind.STORE_DISABLED, 410),
                Map.entry(ErrorKind.QUOTA_EXCEEDED, 413),
                Map.entry(ErrorKind.STORE_FULL, 413),
                Map.entry(ErrorKind.UNSUPPORTED_MEDIA_TYPE, 415),
                Map.entry(ErrorKind.RANGE_NOT_SATISFIABLE, 416),
                Map.entry(ErrorKind.INTERNAL, 500),
                Map.entry(ErrorKind.BAD_GATEWAY, 502),
                Map.entry(ErrorKind.STORE_READ_ONLY, 503),
                Map.entry(ErrorKind.UNAVAILABLE, 503),
                Map.entry(ErrorKind.GATEWAY_TIMEOUT, 504)));
        for (ErrorKind kind : ErrorKind.values()) {
            assertEquals(kind.name(), expected.get(kind), (Integer) Statuses.of(kind));
        }
    }

    @Test
    public void everyStatusHasATitle() {
        assertEquals("Request Entity Too Large", Statuses.title(413));
        assertEquals("Bad Request", Statuses.title(418));
        for (int status = 300; status < 600; status++) {
            assertTrue(Statuses.title(status).length() > 3);
        }
    }
}
