package org.vitrine.core.metadefs;

import java.util.List;
import java.util.function.Function;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefItem;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.ResourceTypeAssociation;
import org.vitrine.spi.metadata.MetadefItems;
import org.vitrine.spi.metadata.MetadefRepository;

/**
 * A kind of what namespaces hold: where it is kept and which policies guard it (POL-80 to POL-86).
 *
 * @param <T> the kind
 */
public final class ItemKind<T extends MetadefItem> {
    /** Objects (contract section 24.5). */
    public static final ItemKind<MetadefObject> OBJECT = new ItemKind<>(
            "object",
            MetadefRepository::objects,
            new Rules(
                    "get_metadef_objects",
                    "get_metadef_object",
                    true,
                    "add_metadef_object",
                    "modify_metadef_object",
                    "delete_metadef_object",
                    List.of("delete_metadef_namespace")));

    /** Properties (contract section 24.4). */
    public static final ItemKind<MetadefProperty> PROPERTY = new ItemKind<>(
            "property",
            MetadefRepository::properties,
            new Rules(
                    "get_metadef_properties",
                    "get_metadef_property",
                    false,
                    "add_metadef_property",
                    "modify_metadef_property",
                    "remove_metadef_property",
                    List.of("delete_metadef_namespace")));

    /** Tags (contract section 24.6). */
    public static final ItemKind<MetadefTag> TAG = new ItemKind<>(
            "tag",
            MetadefRepository::tags,
            new Rules(
                    "get_metadef_tags",
                    "get_metadef_tag",
                    false,
                    "add_metadef_tag",
                    "modify_metadef_tag",
                    "delete_metadef_tag",
                    List.of("delete_metadef_namespace", "delete_metadef_tags")));

    /** Associations with resource types (contract section 24.3). Nothing changes one, or removes all of a namespace. */
    public static final ItemKind<ResourceTypeAssociation> ASSOCIATION = new ItemKind<>(
            "resource type association",
            MetadefRepository::associations,
            new Rules(
                    "list_metadef_resource_types",
                    "get_metadef_resource_type",
                    true,
                    "add_metadef_resource_type_association",
                    "add_metadef_resource_type_association",
                    "remove_metadef_resource_type_association",
                    List.of("delete_metadef_namespace")));

    private final String what;
    private final Function<MetadefRepository, MetadefItems<T>> items;
    private final Rules rules;

    /**
     * Policies by name.
     *
     * @param list for a list
     * @param show for one
     * @param showEach whether a list leaves out what {@code show} refuses
     * @param add for adding one
     * @param modify for replacing one
     * @param remove for removing one
     * @param removeAll for removing all of a namespace, each of them (MDT-8)
     */
    record Rules(
            String list,
            String show,
            boolean showEach,
            String add,
            String modify,
            String remove,
            List<String> removeAll) {}

    private ItemKind(String what, Function<MetadefRepository, MetadefItems<T>> items, Rules rules) {
        this.what = what;
        this.items = items;
        this.rules = rules;
    }

    MetadefItems<T> of(MetadefRepository metadefs) {
        return items.apply(metadefs);
    }

    Rules rules() {
        return rules;
    }

    /** How one is called in messages. */
    String named(String name) {
        return what + " " + name;
    }

    VitrineException notFound(String name) {
        return new VitrineException(ErrorKind.NOT_FOUND, "Could not find metadata " + named(name));
    }
}
