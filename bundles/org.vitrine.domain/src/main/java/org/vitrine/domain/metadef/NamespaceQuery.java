package org.vitrine.domain.metadef;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.image.Viewer;

/**
 * What a list of namespaces asks for (MDN-7).
 *
 * @param viewer through whose eyes; one that is no administrator sees public namespaces and those of its project
 * @param visibility of this visibility alone
 * @param resourceTypes associated with one of these alone; an empty list matches nothing
 * @param sort by what; then by {@code created_at} and in the order of creation; nulls sort lowest
 * @param ascending true for asc, false for desc, of all keys
 * @param marker the name of the namespace after which the page starts; it need not match the rest of the query
 * @param limit how many at most, 0 or more
 */
public record NamespaceQuery(
        Viewer viewer,
        Optional<MetadefVisibility> visibility,
        Optional<List<String>> resourceTypes,
        SortKey sort,
        boolean ascending,
        Optional<String> marker,
        int limit) {
    /** Copies the list. */
    public NamespaceQuery {
        resourceTypes = resourceTypes.map(List::copyOf);
    }

    /** By what namespaces may be sorted: the columns of their table (DB-17). The wire name is the lower-case constant. */
    public enum SortKey {
        /** When it was created: the default. */
        CREATED_AT,
        /** When it was last changed. */
        UPDATED_AT,
        /** Its name. */
        NAMESPACE,
        /** Its name for readers. */
        DISPLAY_NAME,
        /** Its description. */
        DESCRIPTION,
        /** {@code private} before {@code public}. */
        VISIBILITY,
        /** Unprotected before protected. */
        PROTECTED,
        /** The owning project. */
        OWNER
    }
}
