package org.vitrine.metadata.jpa.metadefs;

import java.util.List;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.metadata.jpa.sql.Row;

/**
 * How one kind of things in namespaces lies in its table.
 *
 * @param <T> the kind
 */
interface ItemTable<T extends MetadefItem> {
    /** The table's name. */
    String name();

    /** What one of them is called in messages. */
    String what();

    /** The columns beside the namespace and the times, {@code name} first. */
    List<String> columns();

    /** The values of these columns: texts, or null. */
    List<String> values(T item);

    /** What these columns, which are the row's first, hold. */
    T read(Row row);
}
