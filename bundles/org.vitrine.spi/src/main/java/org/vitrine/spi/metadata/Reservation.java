package org.vitrine.spi.metadata;

/**
 * Bytes that a write may add to what a project uses, from before the first byte until its outcome is recorded.
 *
 * @param projectId whose limits they count against, or null for callers without a project
 * @param storedBytes in stores
 * @param stagedBytes in staging
 */
public record Reservation(String projectId, long storedBytes, long stagedBytes) {
    /** Of a write that counts against nobody. */
    public static final Reservation NONE = new Reservation(null, 0, 0);
}
