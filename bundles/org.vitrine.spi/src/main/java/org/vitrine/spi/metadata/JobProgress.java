package org.vitrine.spi.metadata;

/**
 * How far a job is.
 *
 * @param step the step that runs; 64 characters at most
 * @param bytesDone of that step
 * @param bytesTotal of that step, or null where nobody knows
 */
public record JobProgress(String step, long bytesDone, Long bytesTotal) {}
