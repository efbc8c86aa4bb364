package org.vitrine.metadata.jpa.metadefs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.NamespaceQuery.SortKey;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Keyset;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;

/** The rows of namespaces. */
final class Namespaces {
    private static final String PUBLIC = MetadefVisibility.PUBLIC.wireName();

    private final Database database;

    Namespaces(Database database) {
        this.database = database;
    }

    void insert(MetadefNamespace namespace, Instant at) {
        requireFree(namespace.name());
        Sql sql = database.sql()
                .add(
                        "INSERT INTO metadef_namespaces (namespace, display_name, description, visibility, owner, protected,"
                                + " created_at, updated_at) VALUES (");
        values(sql, namespace, at).add(", ").bindTime(at).add(")");
        write(sql, namespace.name());
    }

    private static Sql values(Sql sql, MetadefNamespace namespace, Instant at) {
        String[] texts = {
            namespace.name(),
            namespace.displayName(),
            namespace.description(),
            namespace.visibility().wireName(),
            namespace.owner() == null ? "" : namespace.owner()
        };
        for (String text : texts) {
            sql.bind(text).add(", ");
        }
        return sql.add(namespace.isProtected() ? "TRUE, " : "FALSE, ").bindTime(at);
    }

    boolean update(String name, MetadefNamespace after, Instant at) {
        if (!name.equals(after.name()) && find(name).isPresent()) {
            requireFree(after.name());
        }
        Sql sql =
                database.sql().add("UPDATE metadef_namespaces SET namespace = ").bind(after.name());
        sql.add(", display_name = ").bind(after.displayName());
        sql.add(", description = ").bind(after.description());
        sql.add(", visibility = ").bind(after.visibility().wireName());
        sql.add(", owner = ").bind(after.owner() == null ? "" : after.owner());
        sql.add(after.isProtected() ? ", protected = TRUE" : ", protected = FALSE");
        sql.add(", updated_at = ").bindTime(at);
        return write(sql.add(" WHERE ").exactly("namespace", name), after.name()) > 0;
    }

    /** The usual conflict; the unique key is for requests that meet, because EclipseLink makes a warning of each. */
    private void requireFree(String name) {
        if (!rows(name).isEmpty()) {
            throw Conflict.of(taken(name));
        }
    }

    private int write(Sql sql, String name) {
        return Conflict.explain(() -> database.write(sql), taken(name));
    }

    private static String taken(String name) {
        return "The metadata definition namespace=" + name + " already exists.";
    }

    Optional<Recorded<MetadefNamespace>> find(String name) {
        return rows(name).stream().map(Namespaces::namespace).findFirst();
    }

    private List<Row> rows(String name) {
        return database.read(select().add("1 = 1 AND ").exactly("n.namespace", name));
    }

    List<Recorded<MetadefNamespace>> list(NamespaceQuery query) {
        Optional<Recorded<MetadefNamespace>> marker = Optional.empty();
        Long markerId = null;
        if (query.marker().isPresent()) {
            Row row = rows(query.marker().get()).stream()
                    .findFirst()
                    .orElseThrow(() -> unknown(query.marker().get()));
            marker = Optional.of(namespace(row));
            markerId = row.number(0);
        }
        Keyset keyset = new Keyset(keys(query, marker.orElse(null), markerId));
        Sql sql = select();
        appendVisible(query, sql);
        appendFilters(query, sql);
        if (marker.isPresent()) {
            keyset.appendAfter(sql);
        }
        keyset.appendOrder(sql);
        return database.read(sql.add(" LIMIT ").bind(query.limit())).stream()
                .map(Namespaces::namespace)
                .toList();
    }

    private Sql select() {
        return database.sql()
                .add("SELECT n.id, n.namespace, n.display_name, n.description, n.visibility, n.protected, n.owner, ")
                .addMicros("n.created_at")
                .add(", ")
                .addMicros("n.updated_at")
                .add(" FROM metadef_namespaces n WHERE ");
    }

    private static void appendVisible(NamespaceQuery query, Sql sql) {
        if (query.viewer().admin()) {
            sql.add("1 = 1");
            return;
        }
        sql.add("(n.visibility = ").bind(PUBLIC);
        String project = query.viewer().projectId();
        if (project != null && !project.isEmpty()) {
            sql.add(" OR ").exactly("n.owner", project);
        }
        sql.add(")");
    }

    private static void appendFilters(NamespaceQuery query, Sql sql) {
        query.visibility().ifPresent(visibility -> {
            sql.add(" AND (n.visibility = ").bind(visibility.wireName());
            // Definition files need not say, and Glance keeps that as null.
            sql.add(visibility == MetadefVisibility.PRIVATE ? " OR n.visibility IS NULL)" : ")");
        });
        query.resourceTypes().ifPresent(types -> {
            sql.add(" AND EXISTS (SELECT 1 FROM metadef_namespace_resource_types a JOIN metadef_resource_types r"
                    + " ON r.id = a.resource_type_id WHERE a.namespace_id = n.id AND (1 = 0");
            types.forEach(type -> sql.add(" OR ").exactly("r.name", type));
            sql.add("))");
        });
    }

    private static List<Keyset.Key> keys(NamespaceQuery query, Recorded<MetadefNamespace> marker, Long markerId) {
        List<Keyset.Key> keys = new ArrayList<>();
        boolean ascending = query.ascending();
        if (query.sort() != SortKey.CREATED_AT) {
            Object value = marker == null ? null : value(query.sort(), marker);
            keys.add(new Keyset.Key(column(query.sort()), ascending, isNullable(query.sort()), value));
        }
        keys.add(new Keyset.Key("n.created_at", ascending, false, marker == null ? null : marker.createdAt()));
        keys.add(new Keyset.Key("n.id", ascending, false, markerId));
        return keys;
    }

    private static String column(SortKey key) {
        return switch (key) {
            case CREATED_AT -> "n.created_at";
            case UPDATED_AT -> "n.updated_at";
            case NAMESPACE -> "n.namespace";
            case DISPLAY_NAME -> "n.display_name";
            case DESCRIPTION -> "n.description";
            case VISIBILITY -> "COALESCE(n.visibility, 'private')";
            case PROTECTED -> "COALESCE(n.protected, FALSE)";
            case OWNER -> "n.owner";
        };
    }

    private static boolean isNullable(SortKey key) {
        return switch (key) {
            case UPDATED_AT, DISPLAY_NAME, DESCRIPTION -> true;
            case CREATED_AT, NAMESPACE, VISIBILITY, PROTECTED, OWNER -> false;
        };
    }

    private static Object value(SortKey key, Recorded<MetadefNamespace> marker) {
        MetadefNamespace namespace = marker.value();
        return switch (key) {
            case CREATED_AT -> marker.createdAt();
            case UPDATED_AT -> marker.updatedAt();
            case NAMESPACE -> namespace.name();
            case DISPLAY_NAME -> namespace.displayName();
            case DESCRIPTION -> namespace.description();
            case VISIBILITY -> namespace.visibility().wireName();
            case PROTECTED -> namespace.isProtected();
            case OWNER -> namespace.owner() == null ? "" : namespace.owner();
        };
    }

    private static Recorded<MetadefNamespace> namespace(Row row) {
        String owner = row.text(6);
        MetadefVisibility visibility =
                Optional.ofNullable(row.text(4)).flatMap(MetadefVisibility::of).orElse(MetadefVisibility.PRIVATE);
        return new Recorded<>(
                new MetadefNamespace(
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        visibility,
                        !row.isNull(5) && row.flag(5),
                        owner.isEmpty() ? null : owner),
                row.time(7),
                row.time(8));
    }

    /** The row's id; it cannot be deleted, and no other transaction gets it, until this transaction ends. */
    Optional<Long> lock(String name) {
        return database
                .read(database.sql()
                        .add("SELECT n.id FROM metadef_namespaces n WHERE ")
                        .exactly("n.namespace", name)
                        .add(" FOR UPDATE"))
                .stream()
                .map(row -> row.number(0))
                .findFirst();
    }

    static VitrineException unknown(String name) {
        return new VitrineException(ErrorKind.NOT_FOUND, "Namespace " + name + " not found");
    }
}
