package org.vitrine.core.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Optional;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.testkit.Covers;

@Covers({"DL-6", "DL-7", "DL-8", "DL-9", "DL-10"})
public class RequestedRangeTest {
    private static final long SIZE = 26;

    @Test
    public void rangesAreCutToTheImage() {
        assertEquals(new RequestedRange(3, 8, true), range("bytes=3-10"));
        assertEquals(new RequestedRange(3, 23, true), range("bytes=3-"));
        assertEquals(new RequestedRange(3, 23, true), range("bytes=3-99"));
        assertEquals(new RequestedRange(21, 5, true), range("bytes=-5"));
        assertEquals(new RequestedRange(0, 26, true), range("bytes=-99"));
        assertEquals(new RequestedRange(0, 26, true), range("bytes=-0"));
        assertEquals(new RequestedRange(0, 26, true), range("bytes=0-99999999999999999999"));
        assertEquals(new RequestedRange(0, 2, true), range(" Bytes = 0 - 1 "));
        assertEquals(new RequestedRange(0, 26, false), range(" "));
    }

    @Test
    public void withoutHeadersItIsAllOfIt() {
        assertEquals(new RequestedRange(0, SIZE, false), RequestedRange.of(Optional.empty(), Optional.empty(), SIZE));
    }

    @Test
    public void severalRangesAreInvalid() {
        assertEquals(ErrorKind.INVALID, refusal("bytes=1-2,4-5"));
    }

    @Test
    public void nonsenseCannotBeSatisfied() {
        for (String header : new String[] {
            "bytes=10-5", "bytes=26-", "bytes=x-y", "lines=1-2", "bytes=-", "bytes", "bytes=99999999999999999999-"
        }) {
            assertEquals(header, ErrorKind.RANGE_NOT_SATISFIABLE, refusal(header));
        }
    }

    @Test
    public void theContentRangeOfOldClientsCounts() {
        assertEquals(new RequestedRange(3, 8, true), contentRange("bytes 3-10/26"));
        assertEquals(new RequestedRange(3, 8, true), contentRange("bytes 3-10/*"));
        for (String header :
                new String[] {"bytes 3-26/26", "bytes 3-99/*", "bytes 26-27/*", "bytes 5-3/26", "bytes 3-10"}) {
            assertThrows(header, VitrineException.class, () -> contentRange(header));
        }
        assertEquals(
                new RequestedRange(0, 1, true),
                RequestedRange.of(Optional.of("bytes=0-0"), Optional.of("bytes 3-10/26"), SIZE));
    }

    private static RequestedRange range(String header) {
        return RequestedRange.of(Optional.of(header), Optional.empty(), SIZE);
    }

    private static RequestedRange contentRange(String header) {
        return RequestedRange.of(Optional.empty(), Optional.of(header), SIZE);
    }

    private static ErrorKind refusal(String header) {
        return assertThrows(VitrineException.class, () -> range(header)).kind();
    }
}
