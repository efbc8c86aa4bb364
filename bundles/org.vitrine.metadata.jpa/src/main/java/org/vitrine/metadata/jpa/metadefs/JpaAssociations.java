package org.vitrine.metadata.jpa.metadefs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.metadata.jpa.sql.Row;
import org.vitrine.metadata.jpa.sql.Sql;
import org.vitrine.spi.metadata.MetadefItems;

/** Resource types and the namespaces that are for them (DB-21, DB-22). */
final class JpaAssociations implements MetadefItems<ResourceTypeAssociation> {
    private final Database database;
    private final Namespaces namespaces;

    JpaAssociations(Database database, Namespaces namespaces) {
        this.database = database;
        this.namespaces = namespaces;
    }

    @Override
    public void add(String namespace, List<ResourceTypeAssociation> items, Instant at) {
        database.inTransaction(() -> {
            Long id = namespaces.lock(namespace).orElseThrow(() -> Namespaces.unknown(namespace));
            for (ResourceTypeAssociation item : items) {
                if (find(namespace, item.name()).isPresent()) {
                    throw Conflict.of(message(namespace, item.name()));
                }
                insert(namespace, id, item, at);
            }
            return null;
        });
    }

    private void insert(String namespace, Long namespaceId, ResourceTypeAssociation item, Instant at) {
        addResourceType(new ResourceType(item.name(), false), at);
        Sql sql = database.sql()
                .add("INSERT INTO metadef_namespace_resource_types (prefix, properties_target, namespace_id,"
                        + " resource_type_id, created_at, updated_at) VALUES (")
                .bind(item.prefix())
                .add(", ")
                .bind(item.propertiesTarget())
                .add(", ")
                .bind(namespaceId)
                .add(", ")
                .bind(typeId(item.name()).orElseThrow())
                .add(", ")
                .bindTime(at)
                .add(", ")
                .bindTime(at)
                .add(")");
        Conflict.explain(() -> database.write(sql), message(namespace, item.name()));
    }

    private Optional<Long> typeId(String name) {
        return database
                .read(database.sql()
                        .add("SELECT id FROM metadef_resource_types WHERE ")
                        .exactly("name", name))
                .stream()
                .map(row -> row.number(0))
                .findFirst();
    }

    private static String message(String namespace, String type) {
        return "The metadata definition resource-type association of resource-type=" + type + " to namespace="
                + namespace + " already exists.";
    }

    void addResourceType(ResourceType type, Instant at) {
        database.inTransaction(() -> {
            return typeId(type.name()).isPresent() ? 0 : insert(type, at);
        });
    }

    private int insert(ResourceType type, Instant at) {
        Sql sql = database.sql()
                .add("INSERT INTO metadef_resource_types (name, protected, created_at, updated_at) VALUES (")
                .bind(type.name())
                .add(type.isProtected() ? ", TRUE, " : ", FALSE, ")
                .bindTime(at)
                .add(", ")
                .bindTime(at)
                .add(")");
        return Conflict.explain(
                () -> database.write(sql),
                "Another request adds the resource type " + type.name()
                        + ", or there is one that is nearly called so.");
    }

    List<Recorded<ResourceType>> resourceTypes() {
        return database
                .read(database.sql()
                        .add("SELECT name, protected, ")
                        .addMicros("created_at")
                        .add(", ")
                        .addMicros("updated_at")
                        .add(" FROM metadef_resource_types ORDER BY id"))
                .stream()
                .map(row -> new Recorded<>(new ResourceType(row.text(0), row.flag(1)), row.time(2), row.time(3)))
                .toList();
    }

    @Override
    public Optional<Recorded<ResourceTypeAssociation>> find(String namespace, String name) {
        return database
                .read(select().exactly("n.namespace", namespace).add(" AND ").exactly("r.name", name))
                .stream()
                .map(JpaAssociations::association)
                .findFirst();
    }

    @Override
    public List<Recorded<ResourceTypeAssociation>> list(String namespace) {
        return database.read(ordered(select().exactly("n.namespace", namespace))).stream()
                .map(JpaAssociations::association)
                .toList();
    }

    Map<String, List<Recorded<ResourceTypeAssociation>>> of(Collection<String> names) {
        Map<String, List<Recorded<ResourceTypeAssociation>>> found = new LinkedHashMap<>();
        if (!names.isEmpty()) {
            Sql sql = select().add("n.namespace IN (").bindAll(names).add(")");
            for (Row row : database.read(ordered(sql))) {
                found.computeIfAbsent(row.text(5), name -> new ArrayList<>()).add(association(row));
            }
        }
        return found;
    }

    private Sql select() {
        return database.sql()
                .add("SELECT r.name, a.prefix, a.properties_target, ")
                .addMicros("a.created_at")
                .add(", ")
                .addMicros("a.updated_at")
                .add(", n.namespace FROM metadef_namespace_resource_types a"
                        + " JOIN metadef_resource_types r ON r.id = a.resource_type_id"
                        + " JOIN metadef_namespaces n ON n.id = a.namespace_id WHERE ");
    }

    /** The table has no key of its own that grows. */
    private static Sql ordered(Sql sql) {
        return sql.add(" ORDER BY a.created_at, a.resource_type_id");
    }

    private static Recorded<ResourceTypeAssociation> association(Row row) {
        return new Recorded<>(
                new ResourceTypeAssociation(row.text(0), row.text(1), row.text(2)), row.time(3), row.time(4));
    }

    @Override
    public boolean update(String namespace, String name, ResourceTypeAssociation after, Instant at) {
        return database.inTransaction(() -> {
            addResourceType(new ResourceType(after.name(), false), at);
            Sql sql = database.sql()
                    .add("UPDATE metadef_namespace_resource_types SET prefix = ")
                    .bind(after.prefix())
                    .add(", properties_target = ")
                    .bind(after.propertiesTarget())
                    .add(", updated_at = ")
                    .bindTime(at)
                    .add(", resource_type_id = (SELECT r.id FROM metadef_resource_types r WHERE ")
                    .exactly("r.name", after.name())
                    .add(")");
            return Conflict.explain(() -> database.write(where(sql, namespace, name)), message(namespace, after.name()))
                    > 0;
        });
    }

    @Override
    public boolean remove(String namespace, String name) {
        return database.write(
                        where(database.sql().add("DELETE FROM metadef_namespace_resource_types"), namespace, name))
                > 0;
    }

    private static Sql where(Sql sql, String namespace, String name) {
        return ofNamespace(sql, namespace)
                .add(" AND resource_type_id IN (SELECT s.id FROM metadef_resource_types s WHERE ")
                .exactly("s.name", name)
                .add(")");
    }

    private static Sql ofNamespace(Sql sql, String namespace) {
        return sql.add(" WHERE namespace_id IN (SELECT n.id FROM metadef_namespaces n WHERE ")
                .exactly("n.namespace", namespace)
                .add(")");
    }

    @Override
    public void removeAll(String namespace) {
        database.write(ofNamespace(database.sql().add("DELETE FROM metadef_namespace_resource_types"), namespace));
    }
}
