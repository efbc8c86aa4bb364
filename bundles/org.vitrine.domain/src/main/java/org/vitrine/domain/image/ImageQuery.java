package org.vitrine.domain.image;

import java.util.List;
import org.vitrine.domain.member.MemberStatus;

/**
 * What a list asks for (contract section 11). Images that are deleted, pending deletion or killed are never listed
 * (IMG-FLT-15).
 *
 * @param viewer through whose eyes
 * @param filters all must hold
 * @param visibility which part of what the viewer sees
 * @param memberStatus of the viewer's membership in shared images of others; null for any. No effect for an admin
 * @param sort at least one key; its last key or keys make the order total: {@code created_at} and {@code id} are always
 *     among them (IMG-SORT-6)
 * @param marker the image after which the page starts in that order, or null for the first page; need not match the
 *     filters (IMG-LIST-8)
 * @param limit how many at most, 0 or more
 */
public record ImageQuery(
        Viewer viewer,
        List<ImageFilter> filters,
        ListedVisibility visibility,
        MemberStatus memberStatus,
        List<ImageSort> sort,
        Image marker,
        int limit) {
    /** Copies the lists. */
    public ImageQuery {
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
    }

    /** Which images of those that a viewer may see a list shows (contract section 11.4). */
    public enum ListedVisibility {
        /**
         * No parameter: everything but community images of others (IMG-VISL-1, IMG-VISL-2, IMG-VISL-4).
         */
        DEFAULT,
        /** All that the viewer may see, community images of others too. */
        ALL,
        /** Public images. */
        PUBLIC,
        /** Community images of everybody. */
        COMMUNITY,
        /** Shared images: own ones, and others' with a membership of the asked status; all of them for an admin. */
        SHARED,
        /** Private images: own ones; all of them for an admin. */
        PRIVATE
    }
}
