package org.vitrine.spi.metadata;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.NamespaceQuery;
import org.vitrine.domain.metadef.Recorded;
import org.vitrine.domain.metadef.ResourceType;
import org.vitrine.domain.metadef.ResourceTypeAssociation;

/** Metadata definitions. Deleting is for good (DB-55). Names are found exactly as
 * they are; whether names that differ in case alone can be side by side, the database says (MDT-7). */
@ConsumerType
public interface MetadefRepository {
    /** Adds an empty namespace; {@code CONFLICT} when its name is taken. */
    void create(MetadefNamespace namespace, Instant at);

    /** The namespace of that name, whoever may see it. */
    Optional<Recorded<MetadefNamespace>> find(String name);

    /** A page; {@code NOT_FOUND} when there is no namespace of the marker's name. */
    List<Recorded<MetadefNamespace>> list(NamespaceQuery query);

    /**
     * Replaces a namespace, its name too; what it holds stays in it. {@code CONFLICT} when the new name is taken.
     *
     * @return false when there is no namespace {@code name}
     */
    boolean update(String name, MetadefNamespace after, Instant at);

    /** Deletes a namespace with all that it holds; false when there is none. */
    boolean delete(String name);

    /** The objects of namespaces. */
    MetadefItems<MetadefObject> objects();

    /** The properties of namespaces. */
    MetadefItems<MetadefProperty> properties();

    /** The tags of namespaces. */
    MetadefItems<MetadefTag> tags();

    /** What resource types namespaces are for. Adding one adds its resource type where that is new, unprotected (MDR-3). */
    MetadefItems<ResourceTypeAssociation> associations();

    /** The associations of several namespaces, by namespace, as {@link MetadefItems#list} gives them; in one statement. */
    Map<String, List<Recorded<ResourceTypeAssociation>>> associationsOf(Collection<String> namespaces);

    /** All resource types, oldest first. */
    List<Recorded<ResourceType>> resourceTypes();

    /** Adds a resource type; nothing happens when there is one of that name. */
    void addResourceType(ResourceType type, Instant at);

    /** Deletes all metadata definitions, resource types too. */
    void clear();
}
