package org.vitrine.metadata.jpa.sql;

import java.time.Instant;
import java.util.List;

/**
 * The order of a list, and the condition that starts it after a marker: by comparing keys, never by counting rows. Nulls
 * are lowest.
 */
public final class Keyset {
    private final List<Key> keys;

    /**
     * One key of an order.
     *
     * @param column of ours
     * @param ascending true for asc, false for desc
     * @param nullable whether the column has nulls
     * @param marker the marker's value: a text, Long, Boolean, Instant or null; nothing looks at it in the first page
     */
    public record Key(String column, boolean ascending, boolean nullable, Object marker) {}

    /** By these keys; the last of them makes the order total. */
    public Keyset(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Appends the order. */
    public void appendOrder(Sql sql) {
        String separator = " ORDER BY ";
        for (Key key : keys) {
            sql.add(separator).addOrder(key.column, key.ascending, key.nullable);
            separator = ", ";
        }
    }

    /** Appends, after an AND: (first key after) or (first key equal and second after) or ... */
    public void appendAfter(Sql sql) {
        // Implied by what follows, and the one form in which every vendor sees a range of the first key's index.
        sql.add(" AND ");
        notBefore(keys.get(0), sql);
        sql.add(" AND (");
        for (int last = 0; last < keys.size(); last++) {
            sql.add(last == 0 ? "(" : " OR (");
            for (int equal = 0; equal < last; equal++) {
                same(keys.get(equal), sql);
                sql.add(" AND ");
            }
            after(keys.get(last), sql);
            sql.add(")");
        }
        sql.add(")");
    }

    private static void notBefore(Key key, Sql sql) {
        if (key.ascending) {
            if (key.marker == null) {
                sql.add("1 = 1");
            } else {
                bind(sql.add(key.column).add(" >= "), key);
            }
        } else if (key.marker == null) {
            sql.add(key.column).add(" IS NULL");
        } else if (key.nullable) {
            bind(sql.add("(").add(key.column).add(" <= "), key)
                    .add(" OR ")
                    .add(key.column)
                    .add(" IS NULL)");
        } else {
            bind(sql.add(key.column).add(" <= "), key);
        }
    }

    private static void same(Key key, Sql sql) {
        if (key.marker == null) {
            sql.add(key.column).add(" IS NULL");
        } else {
            bind(sql.add(key.column).add(" = "), key);
        }
    }

    private static void after(Key key, Sql sql) {
        if (key.ascending) {
            if (key.marker == null) {
                sql.add(key.column).add(" IS NOT NULL");
            } else {
                bind(sql.add(key.column).add(" > "), key);
            }
        } else if (key.marker == null) {
            sql.add("1 = 0");
        } else {
            bind(sql.add("(").add(key.column).add(" < "), key);
            sql.add(key.nullable ? " OR " + key.column + " IS NULL)" : ")");
        }
    }

    private static Sql bind(Sql sql, Key key) {
        if (key.marker instanceof Instant time) {
            return sql.bindTime(time);
        }
        if (key.marker instanceof Boolean flag) {
            return sql.add(flag ? "TRUE" : "FALSE");
        }
        return sql.bind(key.marker);
    }
}
