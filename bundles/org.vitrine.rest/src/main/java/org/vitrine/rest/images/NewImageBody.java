package org.vitrine.rest.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.core.images.ImageProperties;
import org.vitrine.core.images.NewImage;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Visibility;
import org.vitrine.rest.schemas.Schemas;

/** Reads the body of a creation, in the order of checks that IMG-CREATE-6 has. */
final class NewImageBody {
    private static final Set<String> LINKS = Set.of("direct_url", "self", "file", "schema", "stores");
    private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");
    private static final Set<String> READ_ONLY =
            Set.of("status", "checksum", "size", "virtual_size", "created_at", "updated_at");

    private static final int NAME_LENGTH = 255;

    private NewImageBody() {}

    static NewImage read(JsonNode body, Schemas schemas) {
        if (!body.isObject()) {
            throw new VitrineException(ErrorKind.INVALID, "The request body must be a JSON object.");
        }
        for (String link : LINKS) {
            if (body.has(link)) {
                throw readOnly(link);
            }
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            schemas.require(field.getKey(), field.getValue());
            if (!schemas.isBase(field.getKey())) {
                properties.put(
                        field.getKey(),
                        field.getValue().isNull() ? null : field.getValue().asText());
            }
        }
        properties.keySet().forEach(NewImageBody::requireName);
        return new NewImage(
                text(body, "id"),
                text(body, "name"),
                Optional.ofNullable(text(body, "visibility"))
                        .flatMap(Visibility::of)
                        .orElse(null),
                body.path("protected").asBoolean(),
                body.path("os_hidden").asBoolean(),
                owner(body),
                text(body, "disk_format"),
                text(body, "container_format"),
                number(body, "min_disk"),
                number(body, "min_ram"),
                tags(body),
                properties,
                readOnlyKey(body));
    }

    private static void requireName(String name) {
        if (name.length() > NAME_LENGTH) {
            throw new VitrineException(
                    ErrorKind.INVALID, "A property name must not be longer than " + NAME_LENGTH + " characters.");
        }
        if (RESERVED.contains(name) || ImageProperties.isReserved(name)) {
            throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + name + "' is reserved.");
        }
    }

    private static String readOnlyKey(JsonNode body) {
        for (String key : READ_ONLY) {
            if (body.has(key)) {
                return key;
            }
        }
        return body.has("locations") ? "locations" : null;
    }

    private static Optional<String> owner(JsonNode body) {
        if (!body.has("owner")) {
            return Optional.empty();
        }
        return Optional.of(body.get("owner").isNull() ? "" : body.get("owner").textValue());
    }

    private static String text(JsonNode body, String key) {
        return body.path(key).isTextual() ? body.get(key).textValue() : null;
    }

    private static long number(JsonNode body, String key) {
        JsonNode value = body.path(key);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.canConvertToLong()) {
            throw new VitrineException(ErrorKind.INVALID, "Invalid value for '" + key + "': it is out of range.");
        }
        return value.longValue();
    }

    private static List<String> tags(JsonNode body) {
        List<String> tags = new ArrayList<>();
        body.path("tags").forEach(tag -> tags.add(tag.textValue()));
        return tags;
    }

    static VitrineException readOnly(String name) {
        return new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + name + "' is read-only.");
    }
}
