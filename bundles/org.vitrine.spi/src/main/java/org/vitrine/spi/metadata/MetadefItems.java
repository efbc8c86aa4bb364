package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.Recorded;

/**
 * What namespaces hold of one kind. A namespace that does not exist holds nothing; adding to it is {@code NOT_FOUND}.
 *
 * @param <T> the kind
 */
@ConsumerType
public interface MetadefItems<T extends MetadefItem> {
    /** Adds all of them or none; {@code CONFLICT} when one's name is taken or comes twice. */
    void add(String namespace, List<T> items, Instant at);

    /** The one of that name. */
    Optional<Recorded<T>> find(String namespace, String name);

    /** All of a namespace, in the order in which they were added. */
    List<Recorded<T>> list(String namespace);

    /**
     * Replaces one, its name too; {@code CONFLICT} when the new name is taken.
     *
     * @return false when there is none of that name
     */
    boolean update(String namespace, String name, T after, Instant at);

    /** Removes one; false when there is none of that name. */
    boolean remove(String namespace, String name);

    /** Removes all of a namespace. */
    void removeAll(String namespace);
}
