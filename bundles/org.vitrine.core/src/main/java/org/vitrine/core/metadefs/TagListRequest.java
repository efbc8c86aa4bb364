package org.vitrine.core.metadefs;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a list of tags asks for, its syntax checked (MDT-5).
 *
 * @param sort by what; then in the order in which they were added
 * @param ascending true for asc, false for desc
 * @param marker name of the tag after which the list starts
 * @param limit how many at most; without it, all
 */
public record TagListRequest(SortKey sort, boolean ascending, Optional<String> marker, OptionalInt limit) {
    /** By what tags may be sorted. The wire name is the lower-case constant. */
    public enum SortKey {
        /** When it was added: the default. */
        CREATED_AT,
        /** When it was last changed; never changed sorts lowest. */
        UPDATED_AT,
        /** Its name. */
        NAME
    }
}
