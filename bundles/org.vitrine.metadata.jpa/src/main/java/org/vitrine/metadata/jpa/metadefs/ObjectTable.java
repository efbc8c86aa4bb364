package org.vitrine.metadata.jpa.metadefs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.metadata.jpa.sql.JsonColumn;
import org.vitrine.metadata.jpa.sql.Row;

/** Objects (DB-18). What is required lies in one column, joined by commas. */
final class ObjectTable implements ItemTable<MetadefObject> {
    private static final String COMMA = ",";

    @Override
    public String name() {
        return "metadef_objects";
    }

    @Override
    public String what() {
        return "object";
    }

    @Override
    public List<String> columns() {
        return List.of("name", "description", "required", "json_schema");
    }

    @Override
    public List<String> values(MetadefObject object) {
        Map<String, Object> properties = new LinkedHashMap<>();
        object.properties()
                .forEach((name, schema) -> properties.put(name, schema.json().values()));
        return Arrays.asList(
                object.name(),
                object.description(),
                object.required().isEmpty() ? null : String.join(COMMA, object.required()),
                JsonColumn.write(new JsonObject(properties)));
    }

    @Override
    public MetadefObject read(Row row) {
        String required = row.text(2);
        List<String> names = required == null || required.isEmpty() ? List.of() : List.of(required.split(COMMA));
        Map<String, PropertySchema> properties = new LinkedHashMap<>();
        JsonObject json = JsonColumn.read(row.text(3));
        if (json != null) {
            json.values()
                    .keySet()
                    .forEach(name -> json.object(name)
                            .ifPresent(schema -> properties.put(name, PropertySchema.stored(schema.values()))));
        }
        return new MetadefObject(row.text(0), row.text(1), names, properties);
    }
}
