package org.vitrine.core.images;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.domain.image.ImageQuery.ListedVisibility;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.domain.member.MemberStatus;

/**
 * What a list asks for, its syntax checked (contract section 11).
 *
 * @param filters all must hold; without one on HIDDEN, hidden images are left out (IMG-FLT-12)
 * @param visibility which part of what the caller sees
 * @param memberStatus or null for any
 * @param sort in order, tie-breakers included (IMG-SORT-6)
 * @param marker id of the image after which the page starts
 * @param limit as asked; the server's default and maximum apply
 */
public record ListRequest(
        List<ImageFilter> filters,
        ListedVisibility visibility,
        MemberStatus memberStatus,
        List<ImageSort> sort,
        Optional<String> marker,
        OptionalInt limit) {}
