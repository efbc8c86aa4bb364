package org.vitrine.metadata.jpa.images;

import java.util.List;
import org.vitrine.domain.image.ImageFilter;
import org.vitrine.metadata.jpa.sql.Sql;

/** Writes the conditions of a list (contract section 11.3). */
final class Filters {
    private Filters() {}

    static void append(ImageFilter filter, Sql sql) {
        sql.add(" AND ");
        if (filter instanceof ImageFilter.OneOf oneOf) {
            oneOf(oneOf, sql);
        } else if (filter instanceof ImageFilter.Between between) {
            between(between, sql);
        } else if (filter instanceof ImageFilter.Time time) {
            sql.add(Columns.of(time.attribute()))
                    .add(operator(time.comparison()))
                    .bindComparedTime(time.time());
        } else if (filter instanceof ImageFilter.Flag flag) {
            sql.add(Columns.of(flag.attribute())).add(flag.value() ? " = TRUE" : " = FALSE");
        } else if (filter instanceof ImageFilter.Property property) {
            sql.add("EXISTS (SELECT 1 FROM image_properties p WHERE p.image_id = i.id AND p.deleted = FALSE AND ")
                    .exactly("p.name", property.name())
                    .add(" AND ")
                    .exactly("p." + sql.vendor().value(), property.value())
                    .add(")");
        } else if (filter instanceof ImageFilter.Tag tag) {
            sql.add("EXISTS (SELECT 1 FROM image_tags t WHERE t.image_id = i.id AND t.deleted = FALSE AND ")
                    .exactly("t." + sql.vendor().value(), tag.value())
                    .add(")");
        }
    }

    private static void oneOf(ImageFilter.OneOf filter, Sql sql) {
        List<String> values = filter.values().stream().distinct().toList();
        sql.add("(1 = 0");
        for (String value : values) {
            sql.add(" OR ").exactly(Columns.of(filter.attribute()), value);
        }
        sql.add(")");
    }

    private static void between(ImageFilter.Between filter, Sql sql) {
        String column = Columns.of(filter.attribute());
        sql.add("(").add(column).add(" IS NOT NULL");
        if (filter.atLeast() != Long.MIN_VALUE) {
            sql.add(" AND ").add(column).add(" >= ").bind(filter.atLeast());
        }
        if (filter.atMost() != Long.MAX_VALUE) {
            sql.add(" AND ").add(column).add(" <= ").bind(filter.atMost());
        }
        sql.add(")");
    }

    private static String operator(ImageFilter.Comparison comparison) {
        return switch (comparison) {
            case EQ -> " = ";
            case NEQ -> " <> ";
            case GT -> " > ";
            case GTE -> " >= ";
            case LT -> " < ";
            case LTE -> " <= ";
        };
    }
}
