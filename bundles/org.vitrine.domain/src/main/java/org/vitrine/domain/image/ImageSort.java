package org.vitrine.domain.image;

/**
 * One key of an order of images (IMG-SORT-1).
 *
 * @param key by what: NAME, STATUS, CONTAINER_FORMAT, DISK_FORMAT, SIZE, ID, CREATED_AT or UPDATED_AT; nulls sort lowest
 *     (IMG-SORT-7)
 * @param ascending true for asc, false for desc
 */
public record ImageSort(ImageAttribute key, boolean ascending) {}
