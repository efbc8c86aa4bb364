package org.vitrine.spi.store;

/**
 * What a store wrote.
 *
 * @param location where it lies now
 * @param bytes how many the store took
 */
public record StoredBlob(BlobLocation location, long bytes) {}
