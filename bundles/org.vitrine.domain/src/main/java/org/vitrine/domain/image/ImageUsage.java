package org.vitrine.domain.image;

/**
 * What one project uses (QUOTA-3).
 *
 * @param storedBytes size times number of live locations, over images that are not killed, deleted or pending deletion
 * @param stagedBytes sizes of images in {@code uploading} and {@code importing}, and of live images that are being
 *     copied to more stores
 * @param images how many are not killed, deleted or pending deletion
 * @param uploading how many are in {@code saving}, {@code uploading}, {@code importing}, or being copied
 */
public record ImageUsage(long storedBytes, long stagedBytes, long images, long uploading) {}
