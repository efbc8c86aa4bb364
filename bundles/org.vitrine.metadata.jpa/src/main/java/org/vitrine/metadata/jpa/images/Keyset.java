package org.vitrine.metadata.jpa.images;

import java.time.Instant;
import java.util.List;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.ImageAttribute;
import org.vitrine.domain.image.ImageSort;
import org.vitrine.metadata.jpa.sql.Sql;

/**
 * Writes the order of a list and the condition that starts it after a marker: by comparing keys, never by counting rows.
 * Nulls are lowest (IMG-SORT-7).
 */
final class Keyset {
    private final List<ImageSort> keys;
    private final Sql sql;

    Keyset(List<ImageSort> keys, Sql sql) {
        this.keys = keys;
        this.sql = sql;
    }

    void appendOrder() {
        String separator = " ORDER BY ";
        for (ImageSort key : keys) {
            sql.add(separator).addOrder(Columns.of(key.key()), key.ascending(), Columns.isNullable(key.key()));
            separator = ", ";
        }
    }

    /** (first key after) or (first key equal and second after) or ... */
    void appendAfter(Image marker) {
        // Implied by what follows, and the one form in which every vendor sees a range of the first key's index.
        sql.add(" AND ");
        notBefore(keys.get(0), marker);
        sql.add(" AND (");
        for (int last = 0; last < keys.size(); last++) {
            sql.add(last == 0 ? "(" : " OR (");
            for (int equal = 0; equal < last; equal++) {
                same(keys.get(equal).key(), marker);
                sql.add(" AND ");
            }
            after(keys.get(last), marker);
            sql.add(")");
        }
        sql.add(")");
    }

    private void notBefore(ImageSort key, Image marker) {
        String column = Columns.of(key.key());
        boolean isNull = value(key.key(), marker) == null;
        if (key.ascending()) {
            if (isNull) {
                sql.add("1 = 1");
            } else {
                bind(sql.add(column).add(" >= "), key.key(), marker);
            }
        } else if (isNull) {
            sql.add(column).add(" IS NULL");
        } else if (Columns.isNullable(key.key())) {
            bind(sql.add("(").add(column).add(" <= "), key.key(), marker)
                    .add(" OR ")
                    .add(column)
                    .add(" IS NULL)");
        } else {
            bind(sql.add(column).add(" <= "), key.key(), marker);
        }
    }

    private void same(ImageAttribute key, Image marker) {
        if (value(key, marker) == null) {
            sql.add(Columns.of(key)).add(" IS NULL");
        } else {
            bind(sql.add(Columns.of(key)).add(" = "), key, marker);
        }
    }

    private void after(ImageSort key, Image marker) {
        String column = Columns.of(key.key());
        boolean isNull = value(key.key(), marker) == null;
        if (key.ascending()) {
            if (isNull) {
                sql.add(column).add(" IS NOT NULL");
            } else {
                bind(sql.add(column).add(" > "), key.key(), marker);
            }
        } else if (isNull) {
            sql.add("1 = 0");
        } else {
            bind(sql.add("(").add(column).add(" < "), key.key(), marker);
            sql.add(Columns.isNullable(key.key()) ? " OR " + column + " IS NULL)" : ")");
        }
    }

    private static Sql bind(Sql sql, ImageAttribute key, Image marker) {
        Object value = value(key, marker);
        return value instanceof Instant time ? sql.bindTime(time) : sql.bind(value);
    }

    private static Object value(ImageAttribute key, Image image) {
        return switch (key) {
            case ID -> image.id();
            case NAME -> image.name();
            case STATUS -> image.status().wireName();
            case DISK_FORMAT -> image.diskFormat();
            case CONTAINER_FORMAT -> image.containerFormat();
            case SIZE -> image.size();
            case CREATED_AT -> image.createdAt();
            case UPDATED_AT -> image.updatedAt();
            case CHECKSUM, OWNER, HASH_ALGORITHM, HASH_VALUE, VIRTUAL_SIZE, MIN_DISK, MIN_RAM, PROTECTED, HIDDEN ->
                throw new IllegalArgumentException("images are not sorted by " + key.wireName());
        };
    }
}
