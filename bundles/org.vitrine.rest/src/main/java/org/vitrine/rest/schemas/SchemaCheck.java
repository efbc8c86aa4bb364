package org.vitrine.rest.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;

/**
 * A JSON schema, made ready once to check many values. It knows the part of JSON Schema that the image service uses:
 * type, enum, pattern, lengths, items, properties, additionalProperties (true or false) and required. Safe for many
 * threads.
 */
public final class SchemaCheck {
    private final List<String> types = new ArrayList<>();
    private final Set<JsonNode> allowed = new HashSet<>();
    private final Map<String, SchemaCheck> properties = new HashMap<>();
    private final List<String> required = new ArrayList<>();
    private final String allowedText;
    private final Pattern pattern;
    private final int minLength;
    private final int maxLength;
    private final SchemaCheck items;
    private final boolean closed;

    /** An {@link IllegalArgumentException} for a schema whose pattern is none. */
    public SchemaCheck(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        schema.path("enum").forEach(allowed::add);
        allowedText = schema.path("enum").toString();
        pattern = schema.has("pattern") ? pattern(schema.get("pattern").asText()) : null;
        minLength = schema.path("minLength").asInt(0);
        maxLength = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        items = schema.has("items") ? new SchemaCheck(schema.get("items")) : null;
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            properties.put(property.getKey(), new SchemaCheck(property.getValue()));
        }
        schema.path("required").forEach(name -> required.add(name.asText()));
        closed = schema.path("additionalProperties").isBoolean()
                && !schema.get("additionalProperties").booleanValue();
    }

    /** The pattern as JSON Schema means it: {@code $} is the end, where Java would let a line break follow. */
    private static Pattern pattern(String text) {
        boolean anchored = text.endsWith("$") && !text.endsWith("\\$");
        try {
            return Pattern.compile(anchored ? text.substring(0, text.length() - 1) + "\\z" : text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a pattern: " + text, e);
        }
    }

    /** {@code INVALID}, naming the attribute, unless the value fits. */
    public void require(String name, JsonNode value) {
        if (!types.isEmpty() && !hasType(value)) {
            throw invalid(name, "must be of type " + String.join(" or ", types));
        }
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw invalid(name, "must be one of " + allowedText);
        }
        if (value.isTextual()) {
            requireText(name, value.textValue());
        }
        if (value.isArray() && items != null) {
            for (JsonNode item : value) {
                items.require(name, item);
            }
        }
        if (value.isObject()) {
            requireObject(name, value);
        }
    }

    private void requireText(String name, String text) {
        int length = text.length() <= maxLength && minLength == 0 ? minLength : text.codePointCount(0, text.length());
        if (length > maxLength) {
            throw invalid(name, "must not be longer than " + maxLength + " characters");
        }
        if (length < minLength) {
            throw invalid(name, "must have at least " + minLength + " characters");
        }
        if (pattern != null && !pattern.matcher(text).find()) {
            throw invalid(name, "must match " + pattern);
        }
    }

    private void requireObject(String name, JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            SchemaCheck property = properties.get(field.getKey());
            if (property != null) {
                property.require(name + "/" + field.getKey(), field.getValue());
            } else if (closed) {
                throw invalid(name, "must not have '" + field.getKey() + "'");
            }
        }
        for (String key : required) {
            if (!value.has(key)) {
                throw invalid(name, "must have '" + key + "'");
            }
        }
    }

    private boolean hasType(JsonNode value) {
        for (int i = 0; i < types.size(); i++) {
            if (hasType(value, types.get(i))) {
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
            case "integer" -> value.isIntegralNumber() || (value.isNumber() && isWhole(value.decimalValue()));
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    /** JSON does not tell 1.0 from 1, nor does the reference. */
    private static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0
                || number.signum() == 0
                || number.stripTrailingZeros().scale() <= 0;
    }

    private static VitrineException invalid(String name, String what) {
        return new VitrineException(ErrorKind.INVALID, "Invalid value for '" + name + "': it " + what + ".");
    }
}
