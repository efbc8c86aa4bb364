package org.vitrine.core.metadefs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;

/**
 * What a list of namespaces asks for, its syntax checked (MDN-7).
 *
 * @param visibility of this visibility alone
 * @param resourceTypes associated with one of these alone
 * @param sort by what
 * @param ascending true for asc, false for desc
 * @param marker name of the namespace after which the page starts
 * @param limit as asked; the server's default and maximum apply
 */
public record NamespaceListRequest(
        Optional<MetadefVisibility> visibility,
        Optional<List<String>> resourceTypes,
        SortKey sort,
        boolean ascending,
        Optional<String> marker,
        OptionalInt limit) {}
