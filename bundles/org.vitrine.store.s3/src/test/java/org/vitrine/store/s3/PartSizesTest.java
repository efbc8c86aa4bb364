package org.vitrine.store.s3;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

@Covers({"STORE-S3-7", "STORE-S3-24"})
public class PartSizesTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final long TEBIBYTE = 1L << 40;

    private final PartSizes sizes = new PartSizes(10 * MEBIBYTE);

    /** How many parts that much data has; at the end none may be longer than a buffer can be. */
    private int parts(long bytes, long announced) {
        long done = 0;
        int number = 0;
        while (done < bytes) {
            long size = sizes.of(number, done, announced);
            assertTrue("part " + number + " of " + size, size >= 10 * MEBIBYTE && size < 2L << 30);
            done += size;
            number++;
        }
        return number;
    }

    @Test
    public void areAsConfiguredWhereTheyCan() {
        assertEquals(1, parts(10 * MEBIBYTE, 0));
        assertEquals(2, parts(10 * MEBIBYTE + 1, 0));
        assertEquals(1024, parts(10240 * MEBIBYTE, 0));
        assertEquals(1024, parts(10240 * MEBIBYTE, 10240 * MEBIBYTE));
    }

    @Test
    public void growWhereTheyMust() {
        assertTrue(parts(5 * TEBIBYTE, 0) <= PartSizes.MOST_PARTS);
        assertTrue(parts(5 * TEBIBYTE, 5 * TEBIBYTE) <= PartSizes.MOST_PARTS);
        assertTrue(parts(TEBIBYTE, 1) <= PartSizes.MOST_PARTS);
        assertTrue(parts(TEBIBYTE, 80_000 * MEBIBYTE) <= PartSizes.MOST_PARTS);
    }

    @Test
    public void areAlikeForAnnouncedData() {
        long size = sizes.of(0, 0, TEBIBYTE);
        assertEquals(size, sizes.of(7_999, TEBIBYTE - 1, TEBIBYTE));
        assertEquals(132 * MEBIBYTE, size, MEBIBYTE);
    }
}
