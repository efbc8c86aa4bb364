package org.vitrine.metadata.jpa.metadefs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.MetadefItems;

/** What namespaces hold of one kind, in its table. The ids of the rows keep the order in which they were added. */
final class JpaItems<T extends MetadefItem> implements MetadefItems<T> {
    private static final int ROWS_OF_A_STATEMENT = 100;

    private final Database database;
    private final Namespaces namespaces;
    private final ItemTable<T> table;

    JpaItems(Database database, Namespaces namespaces, ItemTable<T> table) {
        this.database = database;
        this.namespaces = namespaces;
        this.table = table;
    }

    @Override
    public void add(String namespace, List<T> items, Instant at) {
        database.inTransaction(() -> {
            Long id = namespaces.lock(namespace).orElseThrow(() -> Namespaces.unknown(namespace));
            requireFree(namespace, id, items);
            for (int first = 0; first < items.size(); first += ROWS_OF_A_STATEMENT) {
                List<T> some = items.subList(first, Math.min(items.size(), first + ROWS_OF_A_STATEMENT));
                Sql sql = insert(id, some, at);
                Conflict.explain(
                        () -> database.write(sql),
                        message(namespace, some.get(0).name()));
            }
            return null;
        });
    }

    /** The usual conflict; the unique key is for requests that meet, because EclipseLink makes a warning of each. */
    private void requireFree(String namespace, Long namespaceId, List<T> items) {
        Set<String> taken = new HashSet<>();
        Sql names = database.sql().add("SELECT name FROM " + table.name() + " WHERE namespace_id = ");
        database.read(names.bind(namespaceId)).forEach(row -> taken.add(row.text(0)));
        for (T item : items) {
            if (!taken.add(item.name())) {
                throw Conflict.of(message(namespace, item.name()));
            }
        }
    }

    private Sql insert(Long namespaceId, List<T> items, Instant at) {
        Sql sql = database.sql()
                .add("INSERT INTO " + table.name() + " (" + String.join(", ", table.columns())
                        + ", namespace_id, created_at, updated_at) VALUES ");
        String separator = "(";
        for (T item : items) {
            sql.add(separator);
            table.values(item).forEach(value -> sql.bind(value).add(", "));
            sql.bind(namespaceId).add(", ").bindTime(at).add(", ").bindTime(at).add(")");
            separator = ", (";
        }
        return sql;
    }

    private String message(String namespace, String name) {
        return "A metadata definition " + table.what() + " with name=" + name + ", or one that is nearly called so,"
                + " already exists in namespace=" + namespace + ".";
    }

    @Override
    public Optional<Recorded<T>> find(String namespace, String name) {
        return database.read(select(namespace).add(" AND ").exactly("t.name", name)).stream()
                .map(this::item)
                .findFirst();
    }

    @Override
    public List<Recorded<T>> list(String namespace) {
        return database.read(select(namespace).add(" ORDER BY t.id")).stream()
                .map(this::item)
                .toList();
    }

    private Sql select(String namespace) {
        List<String> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add("t." + column));
        return database.sql()
                .add("SELECT " + String.join(", ", columns) + ", ")
                .addMicros("t.created_at")
                .add(", ")
                .addMicros("t.updated_at")
                .add(" FROM " + table.name() + " t JOIN metadef_namespaces n ON n.id = t.namespace_id WHERE ")
                .exactly("n.namespace", namespace);
    }

    private Recorded<T> item(Row row) {
        int times = table.columns().size();
        return new Recorded<>(table.read(row), row.time(times), row.time(times + 1));
    }

    @Override
    public boolean update(String namespace, String name, T after, Instant at) {
        if (!name.equals(after.name())
                && find(namespace, after.name()).isPresent()
                && find(namespace, name).isPresent()) {
            throw Conflict.of(message(namespace, after.name()));
        }
        Sql sql = database.sql().add("UPDATE " + table.name() + " SET ");
        List<String> values = table.values(after);
        for (int i = 0; i < values.size(); i++) {
            sql.add(table.columns().get(i) + " = ").bind(values.get(i)).add(", ");
        }
        sql.add("updated_at = ").bindTime(at);
        of(namespace, sql).add(" AND ").exactly("name", name);
        return Conflict.explain(() -> database.write(sql), message(namespace, after.name())) > 0;
    }

    @Override
    public boolean remove(String namespace, String name) {
        Sql sql = of(namespace, database.sql().add("DELETE FROM " + table.name()));
        return database.write(sql.add(" AND ").exactly("name", name)) > 0;
    }

    @Override
    public void removeAll(String namespace) {
        database.write(of(namespace, database.sql().add("DELETE FROM " + table.name())));
    }

    private static Sql of(String namespace, Sql sql) {
        return sql.add(" WHERE namespace_id IN (SELECT n.id FROM metadef_namespaces n WHERE ")
                .exactly("n.namespace", namespace)
                .add(")");
    }
}
