package org.vitrine.core.metadefs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitrine.core.images.ImageAccess;
import org.vitrine.core.plugins.Lease;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.spi.metadata.MetadataRepository;
import org.vitrine.spi.metadata.MetadefRepository;

/** What can be done to tags only: many at once, and in pages (contract section 24.6). */
@Component(service = NamespaceTags.class)
public final class NamespaceTags {
    private final MetadefAccess access;
    private final NamespaceItems items;

    /** Uses the drivers of the moment. */
    @Activate
    public NamespaceTags(@Reference MetadefAccess access, @Reference NamespaceItems items) {
        this.access = access;
        this.items = items;
    }

    /** A part of a namespace's tags; {@code NOT_FOUND} for an unknown marker. */
    public List<Recorded<MetadefTag>> list(RequestContext context, String namespace, TagListRequest request) {
        List<Recorded<MetadefTag>> tags = new ArrayList<>(items.list(context, namespace, ItemKind.TAG));
        tags.sort(by(request.sort()));
        if (!request.ascending()) {
            Collections.reverse(tags);
        }
        int first = request.marker().map(marker -> indexOf(tags, marker) + 1).orElse(0);
        int limit = request.limit().orElse(tags.size());
        return tags.subList(first, Math.min(tags.size(), (int) Math.min(first + (long) limit, Integer.MAX_VALUE)));
    }

    private static Comparator<Recorded<MetadefTag>> by(TagListRequest.SortKey key) {
        Comparator<Instant> nullsFirst = Comparator.nullsFirst(Comparator.naturalOrder());
        return switch (key) {
            case CREATED_AT -> Comparator.comparing(Recorded::createdAt);
            case UPDATED_AT -> Comparator.comparing(Recorded::updatedAt, nullsFirst);
            case NAME -> Comparator.comparing(tag -> tag.value().name());
        };
    }

    private static int indexOf(List<Recorded<MetadefTag>> tags, String name) {
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).value().name().equals(name)) {
                return i;
            }
        }
        throw ItemKind.TAG.notFound(name);
    }

    /**
     * Adds tags, all or none, to those that are there or in their place (MDT-2, MDT-3). None at all changes nothing, as in
     * the reference.
     *
     * @param append whether what is there stays
     */
    public void add(RequestContext context, String namespace, List<MetadefTag> tags, boolean append) {
        access.requireWriter(context);
        try (Lease<MetadataRepository> lease = access.repository()) {
            MetadefRepository metadefs = lease.get().metadefs();
            access.require(
                    context,
                    "add_metadef_tags",
                    access.load(metadefs, context, namespace).value());
            if (tags.isEmpty()) {
                return;
            }
            Instant now = ImageAccess.now();
            lease.get().inTransaction(() -> {
                if (!append) {
                    metadefs.tags().removeAll(namespace);
                }
                metadefs.tags().add(namespace, tags, now);
                return null;
            });
        }
    }
}
