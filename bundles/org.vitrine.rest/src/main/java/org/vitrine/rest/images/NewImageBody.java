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
    private static final List<String> LINKS = List.of("direct_url", "self", "file", "schema", "stores");
    private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");
    /** Keys that are refused late, the reserved one last (IMG-CREATE-6 steps 9 and 10). */
    private static final List<String> REFUSED =
            List.of("created_at", "updated_at", "status", "checksum", "size", "virtual_size", "locations");

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
                properties.put(field.getKey(), property(field.getValue()));
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
                refusedKey(body));
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

    private static String refusedKey(JsonNode body) {
        for (String key : REFUSED) {
            if (body.has(key)) {
                return key;
            }
        }
        return null;
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
        return body.has(key) ? number(body.get(key)) : 0;
    }

    /** A whole number; one that is too large for a long is the largest or the least there is, and refused later (LIM-32). */
    static long number(JsonNode value) {
        if (value.canConvertToLong()) {
            return value.longValue();
        }
        return value.decimalValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The value of an additional property: text, or null where the schema allows that. */
    static String property(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
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
