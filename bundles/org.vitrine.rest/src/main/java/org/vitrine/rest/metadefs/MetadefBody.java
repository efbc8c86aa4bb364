package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.MetadefNamespace;
import org.vitrine.domain.metadef.MetadefObject;
import org.vitrine.domain.metadef.MetadefProperty;
import org.vitrine.domain.metadef.MetadefTag;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.domain.metadef.NamespaceContents;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.domain.metadef.ResourceTypeAssociation;

/** Reads metadata definitions from requests (MD-6). */
final class MetadefBody {
    private static final List<String> TIMES = List.of("created_at", "updated_at");
    private static final List<String> LINKS_AND_TIMES = List.of("self", "schema", "created_at", "updated_at");
    private static final Set<String> NAMESPACE = Set.of(
            "namespace",
            "display_name",
            "description",
            "visibility",
            "protected",
            "owner",
            "resource_type_associations",
            "properties",
            "objects",
            "tags");
    private static final Set<String> OBJECT = Set.of("name", "description", "required", "properties");
    /** Inside of a namespace, what another server showed may be given back. */
    private static final Set<String> SHOWN_OBJECT =
            Set.of("name", "description", "required", "properties", "self", "schema", "created_at", "updated_at");

    private static final Set<String> TAG = Set.of("name");
    private static final Set<String> SHOWN_TAG = Set.of("name", "created_at", "updated_at");
    private static final Set<String> ASSOCIATION = Set.of("name", "prefix", "properties_target");
    private static final Set<String> SHOWN_ASSOCIATION =
            Set.of("name", "prefix", "properties_target", "created_at", "updated_at");
    private static final int DESCRIPTION_LENGTH = 500;
    private static final int OWNER_LENGTH = 255;

    private MetadefBody() {}

    /** The namespace; its owner is null for the caller's project. */
    static MetadefNamespace namespace(JsonNode body) {
        Fields fields = namespaceFields(body);
        String visibility = fields.text("visibility", Fields.NAME_LENGTH);
        String owner = fields.text("owner", OWNER_LENGTH);
        return new MetadefNamespace(
                fields.name("namespace"),
                fields.text("display_name", Fields.NAME_LENGTH),
                fields.text("description", DESCRIPTION_LENGTH),
                visibility == null ? MetadefVisibility.PRIVATE : visibility(visibility),
                fields.flag("protected"),
                owner == null || owner.isEmpty() ? null : owner);
    }

    private static Fields namespaceFields(JsonNode body) {
        return Fields.of(body, "namespace").withoutReadOnly(LINKS_AND_TIMES).withOnly(NAMESPACE);
    }

    static MetadefVisibility visibility(String text) {
        return MetadefVisibility.of(text)
                .orElseThrow(() -> new VitrineException(ErrorKind.INVALID, "Invalid visibility value: " + text));
    }

    /** What the namespace is to hold. */
    static NamespaceContents contents(JsonNode body) {
        Fields fields = namespaceFields(body);
        List<MetadefProperty> properties = new ArrayList<>();
        fields.schemas("properties")
                .forEach((name, schema) ->
                        properties.add(new MetadefProperty(Fields.requireName(name, "property"), schema)));
        return new NamespaceContents(
                fields.list("objects", "object").stream()
                        .map(object -> object(object.withOnly(SHOWN_OBJECT)))
                        .toList(),
                properties,
                fields.list("tags", "tag").stream()
                        .map(tag -> new MetadefTag(tag.withOnly(SHOWN_TAG).name("name")))
                        .toList(),
                fields.list("resource_type_associations", "resource type association").stream()
                        .map(association -> association(association.withOnly(SHOWN_ASSOCIATION)))
                        .toList());
    }

    static MetadefObject object(JsonNode body) {
        return object(Fields.of(body, "object").withoutReadOnly(LINKS_AND_TIMES).withOnly(OBJECT));
    }

    private static MetadefObject object(Fields fields) {
        return new MetadefObject(
                fields.name("name"),
                fields.text("description", Integer.MAX_VALUE),
                fields.texts("required"),
                fields.schemas("properties"));
    }

    static MetadefProperty property(JsonNode body) {
        Fields fields = Fields.of(body, "property").withoutReadOnly(TIMES);
        PropertySchema schema = fields.schema();
        return new MetadefProperty(fields.name("name"), schema);
    }

    static MetadefTag tag(JsonNode body) {
        return new MetadefTag(
                Fields.of(body, "tag").withoutReadOnly(TIMES).withOnly(TAG).name("name"));
    }

    static List<MetadefTag> tags(JsonNode body) {
        Fields fields = Fields.of(body, "list of tags").withoutReadOnly(TIMES).withOnly(Set.of("tags"));
        if (!fields.has("tags")) {
            throw new VitrineException(ErrorKind.INVALID, "The list of tags must have 'tags'.");
        }
        return fields.list("tags", "tag").stream()
                .map(tag -> new MetadefTag(tag.withOnly(TAG).name("name")))
                .toList();
    }

    static ResourceTypeAssociation association(JsonNode body) {
        return association(Fields.of(body, "resource type association")
                .withoutReadOnly(TIMES)
                .withOnly(ASSOCIATION));
    }

    private static ResourceTypeAssociation association(Fields fields) {
        return new ResourceTypeAssociation(
                fields.name("name"),
                fields.text("prefix", Fields.NAME_LENGTH),
                fields.text("properties_target", Fields.NAME_LENGTH));
    }
}
