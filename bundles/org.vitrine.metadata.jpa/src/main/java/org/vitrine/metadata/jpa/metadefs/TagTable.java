package org.vitrine.metadata.jpa.metadefs;

import java.util.List;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.metadata.jpa.sql.Row;

/** Tags (DB-20). */
final class TagTable implements ItemTable<MetadefTag> {
    @Override
    public String name() {
        return "metadef_tags";
    }

    @Override
    public String what() {
        return "tag";
    }

    @Override
    public List<String> columns() {
        return List.of("name");
    }

    @Override
    public List<String> values(MetadefTag tag) {
        return List.of(tag.name());
    }

    @Override
    public MetadefTag read(Row row) {
        return new MetadefTag(row.text(0));
    }
}
