package org.vitrine.metadata.jpa.metadefs;

import java.util.List;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.metadata.jpa.sql.JsonColumn;
import org.vitrine.metadata.jpa.sql.Row;

/** Properties (DB-19). */
final class PropertyTable implements ItemTable<MetadefProperty> {
    @Override
    public String name() {
        return "metadef_properties";
    }

    @Override
    public String what() {
        return "property";
    }

    @Override
    public List<String> columns() {
        return List.of("name", "json_schema");
    }

    @Override
    public List<String> values(MetadefProperty property) {
        return List.of(property.name(), JsonColumn.write(property.schema().json()));
    }

    @Override
    public MetadefProperty read(Row row) {
        JsonObject json = JsonColumn.read(row.text(1));
        return new MetadefProperty(
                row.text(0), PropertySchema.stored(json == null ? JsonObject.EMPTY.values() : json.values()));
    }
}
