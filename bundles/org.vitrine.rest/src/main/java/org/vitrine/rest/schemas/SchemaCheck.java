package org.vitrine.rest.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/** Checks values against the part of JSON Schema (draft 4) that the image service uses. */
public final class SchemaCheck {
    private SchemaCheck() {}

    /** {@code INVALID}, naming the attribute, unless the value fits the schema. */
    public static void require(String name, JsonNode value, JsonNode schema) {
        if (!hasType(value, schema.get("type"))) {
            throw invalid(name, "must be of type " + types(schema.get("type")));
        }
        JsonNode allowed = schema.get("enum");
        if (allowed != null && !contains(allowed, value)) {
            throw invalid(name, "must be one of " + allowed);
        }
        if (value.isTextual()) {
            requireText(name, value.textValue(), schema);
        }
        if (value.isArray() && schema.has("items")) {
            for (JsonNode item : value) {
                require(name, item, schema.get("items"));
            }
        }
        if (value.isObject()) {
            requireObject(name, value, schema);
        }
    }

    private static void requireText(String name, String text, JsonNode schema) {
        int length = text.codePointCount(0, text.length());
        if (schema.has("maxLength") && length > schema.get("maxLength").intValue()) {
            throw invalid(name, "must not be longer than " + schema.get("maxLength") + " characters");
        }
        if (schema.has("minLength") && length < schema.get("minLength").intValue()) {
            throw invalid(name, "must have at least " + schema.get("minLength") + " characters");
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").textValue())
                        .matcher(text)
                        .find()) {
            throw invalid(name, "must match " + schema.get("pattern").textValue());
        }
    }

    private static void requireObject(String name, JsonNode value, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (properties.has(field.getKey())) {
                require(name + "/" + field.getKey(), field.getValue(), properties.get(field.getKey()));
            } else if (schema.path("additionalProperties").isBoolean()
                    && !schema.get("additionalProperties").booleanValue()) {
                throw invalid(name, "must not have '" + field.getKey() + "'");
            }
        }
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.textValue())) {
                throw invalid(name, "must have '" + required.textValue() + "'");
            }
        }
    }

    private static boolean hasType(JsonNode value, JsonNode type) {
        if (type == null) {
            return true;
        }
        if (type.isTextual()) {
            return hasType(value, type.textValue());
        }
        for (JsonNode one : type) {
            if (hasType(value, one.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "null" -> value.isNull();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode one : allowed) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String types(JsonNode type) {
        return type.isTextual() ? type.textValue() : type.toString();
    }

    private static VitrineException invalid(String name, String what) {
        return new VitrineException(ErrorKind.INVALID, "Invalid value for '" + name + "': it " + what + ".");
    }
}
