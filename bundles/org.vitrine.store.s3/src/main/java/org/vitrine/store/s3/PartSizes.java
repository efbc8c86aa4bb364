package org.vitrine.store.s3;

/**
 * How long the parts of an object are: as configured, but longer where an object would need more than S3's 10,000. Of
 * announced data all parts are alike. Data of unknown length has parts as configured for the first 2,000, from then on
 * longer and longer ones, so that 5 TiB, the longest object there is, fit in any case.
 *
 * @param chunk bytes, as configured
 */
record PartSizes(long chunk) {
    /** The most parts of an object. */
    static final int MOST_PARTS = 10_000;

    private static final int STEADY_PARTS = 2_000;
    /** Announced data leaves some parts for more than was announced. */
    private static final int ANNOUNCED_PARTS = 8_000;

    private static final long LONGEST_OBJECT = 5L << 40;
    private static final long STEP =
            2 * LONGEST_OBJECT / ((long) (MOST_PARTS - STEADY_PARTS) * (MOST_PARTS - STEADY_PARTS)) + 1;

    /**
     * The length of a part.
     *
     * @param number from 0
     * @param before bytes in the parts before it
     * @param announced bytes in all, or 0
     */
    long of(int number, long before, long announced) {
        if (before < announced) {
            return Math.max(chunk, (announced + ANNOUNCED_PARTS - 1) / ANNOUNCED_PARTS);
        }
        return Math.max(chunk, STEP * (number - STEADY_PARTS + 1));
    }
}
