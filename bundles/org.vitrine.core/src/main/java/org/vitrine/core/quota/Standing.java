package org.vitrine.core.quota;

/**
 * How a project stands with one resource, both in the resource's unit.
 *
 * @param usage what it has
 * @param limit what it may have, negative for no limit
 */
public record Standing(long usage, long limit) {}
