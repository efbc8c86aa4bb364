package org.vitrine.metadata.jpa.metadefs;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.metadata.jpa.sql.Database;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;

/** Metadata definitions in Glance's tables. */
public final class JpaMetadefs implements MetadefRepository {
    /** Children first: the tables have foreign keys without cascades (DB-25). */
    private static final List<String> CHILDREN =
            List.of("metadef_tags", "metadef_objects", "metadef_properties", "metadef_namespace_resource_types");

    private final Database database;
    private final Namespaces namespaces;
    private final JpaItems<MetadefObject> objects;
    private final JpaItems<MetadefProperty> properties;
    private final JpaItems<MetadefTag> tags;
    private final JpaAssociations associations;

    /** Over that database. */
    public JpaMetadefs(Database database) {
        this.database = database;
        namespaces = new Namespaces(database);
        objects = new JpaItems<>(database, namespaces, new ObjectTable());
        properties = new JpaItems<>(database, namespaces, new PropertyTable());
        tags = new JpaItems<>(database, namespaces, new TagTable());
        associations = new JpaAssociations(database, namespaces);
    }

    @Override
    public void create(MetadefNamespace namespace, Instant at) {
        namespaces.insert(namespace, at);
    }

    @Override
    public Optional<Recorded<MetadefNamespace>> find(String name) {
        return namespaces.find(name);
    }

    @Override
    public List<Recorded<MetadefNamespace>> list(NamespaceQuery query) {
        return namespaces.list(query);
    }

    @Override
    public boolean update(String name, MetadefNamespace after, Instant at) {
        return namespaces.update(name, after, at);
    }

    @Override
    public boolean delete(String name) {
        return database.inTransaction(() -> {
            Optional<Long> id = namespaces.lock(name);
            if (id.isEmpty()) {
                return false;
            }
            for (String child : CHILDREN) {
                database.write(database.sql()
                        .add("DELETE FROM " + child + " WHERE namespace_id = ")
                        .bind(id.get()));
            }
            return database.write(database.sql()
                            .add("DELETE FROM metadef_namespaces WHERE id = ")
                            .bind(id.get()))
                    > 0;
        });
    }

    @Override
    public MetadefItems<MetadefObject> objects() {
        return objects;
    }

    @Override
    public MetadefItems<MetadefProperty> properties() {
        return properties;
    }

    @Override
    public MetadefItems<MetadefTag> tags() {
        return tags;
    }

    @Override
    public MetadefItems<ResourceTypeAssociation> associations() {
        return associations;
    }

    @Override
    public Map<String, List<Recorded<ResourceTypeAssociation>>> associationsOf(Collection<String> names) {
        return associations.of(names);
    }

    @Override
    public List<Recorded<ResourceType>> resourceTypes() {
        return associations.resourceTypes();
    }

    @Override
    public void addResourceType(ResourceType type, Instant at) {
        associations.addResourceType(type, at);
    }

    @Override
    public void clear() {
        database.inTransaction(() -> {
            CHILDREN.forEach(child -> database.write(database.sql().add("DELETE FROM " + child)));
            database.write(database.sql().add("DELETE FROM metadef_namespaces"));
            return database.write(database.sql().add("DELETE FROM metadef_resource_types"));
        });
    }
}
