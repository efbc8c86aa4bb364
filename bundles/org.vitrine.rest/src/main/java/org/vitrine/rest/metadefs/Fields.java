package org.vitrine.rest.metadefs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.metadef.PropertySchema;
import org.vitrine.rest.http.Json;

/** The members of an object in a request, as the schemas of section 23 want them; {@code INVALID} for all else (MD-6). */
final class Fields {
    static final int NAME_LENGTH = 80;

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final JsonNode object;
    private final String what;

    private Fields(JsonNode object, String what) {
        this.object = object;
        this.what = what;
    }

    /** @param what the object is, for messages */
    static Fields of(JsonNode body, String what) {
        if (!body.isObject()) {
            throw invalid("The " + what + " must be a JSON object.");
        }
        return new Fields(body, what);
    }

    /** {@code FORBIDDEN} when one of these keys is there. */
    Fields withoutReadOnly(List<String> keys) {
        for (String key : keys) {
            if (object.has(key)) {
                throw new VitrineException(ErrorKind.FORBIDDEN, "Attribute '" + key + "' is read-only.");
            }
        }
        return this;
    }

    Fields withOnly(Set<String> keys) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!keys.contains(field.getKey())) {
                throw invalid("The " + what + " must not have '" + field.getKey() + "'.");
            }
        }
        return this;
    }

    boolean has(String key) {
        return object.has(key);
    }

    /** A name, which must be there. */
    String name(String key) {
        if (!object.has(key)) {
            throw invalid("The " + what + " must have '" + key + "'.");
        }
        return requireName(text(key, NAME_LENGTH), what);
    }

    /** Names are segments of paths, so neither is one empty nor does it have a slash (MD-3). */
    static String requireName(String name, String what) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw invalid("The name of a " + what + " must not be empty and have no slash.");
        }
        if (name.codePointCount(0, name.length()) > NAME_LENGTH) {
            throw invalid("The name of a " + what + " must not be longer than " + NAME_LENGTH + " characters.");
        }
        return name;
    }

    /** A text, or null when it is not there. */
    String text(String key, int longest) {
        JsonNode value = object.get(key);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid("'" + key + "' of the " + what + " must be a string.");
        }
        String text = value.textValue();
        if (text.codePointCount(0, text.length()) > longest) {
            throw invalid("'" + key + "' of the " + what + " must not be longer than " + longest + " characters.");
        }
        return text;
    }

    boolean flag(String key) {
        JsonNode value = object.get(key);
        if (value != null && !value.isBoolean()) {
            throw invalid("'" + key + "' of the " + what + " must be true or false.");
        }
        return value != null && value.booleanValue();
    }

    /** The objects of an array; none when it is not there. */
    List<Fields> list(String key, String item) {
        List<Fields> fields = new ArrayList<>();
        array(key).ifPresent(array -> array.forEach(element -> fields.add(of(element, item))));
        return fields;
    }

    /** The texts of an array, each of them once; none when it is not there. */
    List<String> texts(String key) {
        Set<String> texts = new LinkedHashSet<>();
        array(key)
                .ifPresent(array -> array.forEach(element -> {
                    if (!element.isTextual() || !texts.add(element.textValue())) {
                        throw invalid("'" + key + "' of the " + what + " must be a list of different strings.");
                    }
                }));
        return List.copyOf(texts);
    }

    private Optional<JsonNode> array(String key) {
        JsonNode value = object.get(key);
        if (value != null && !value.isArray()) {
            throw invalid("'" + key + "' of the " + what + " must be a list.");
        }
        return Optional.ofNullable(value);
    }

    /** The schemas of properties by name; none when they are not there. */
    Map<String, PropertySchema> schemas(String key) {
        Map<String, PropertySchema> schemas = new LinkedHashMap<>();
        JsonNode value = object.get(key);
        if (value != null) {
            of(value, "map of properties")
                    .object
                    .properties()
                    .forEach(field -> schemas.put(
                            field.getKey(), of(field.getValue(), "property").schema()));
        }
        return schemas;
    }

    /** All members as the schema of a property. */
    PropertySchema schema() {
        text("name", NAME_LENGTH);
        return PropertySchema.of(Json.mapper().convertValue(object, MAP));
    }

    private static VitrineException invalid(String message) {
        return new VitrineException(ErrorKind.INVALID, message);
    }
}
