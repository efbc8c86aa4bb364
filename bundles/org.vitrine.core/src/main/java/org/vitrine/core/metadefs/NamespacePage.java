package org.vitrine.core.metadefs;

import java.util.List;
import java.util.Optional;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceTypeAssociation;

/**
 * A page of a list.
 *
 * @param namespaces what the caller may see of it
 * @param nextMarker the name to continue after, when the page was full (MDN-8)
 */
public record NamespacePage(List<Entry> namespaces, Optional<String> nextMarker) {
    /**
     * A namespace in a list (MDN-6).
     *
     * @param namespace itself
     * @param associations what it is for
     */
    public record Entry(Recorded<MetadefNamespace> namespace, List<Recorded<ResourceTypeAssociation>> associations) {}
}
