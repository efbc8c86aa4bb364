package org.vitrine.domain.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object, immutable to its depths. Its values are text, {@link Boolean}, {@link Long}, {@link BigInteger} beyond
 * that, {@link BigDecimal}, {@link List}, {@link Map} and null; so two objects that were read from the same text are
 * equal, whoever read them.
 *
 * @param values by key, in the order of the text
 */
public record JsonObject(Map<String, Object> values) {
    /** An object without keys. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private static final int MAX_DEPTH = 100;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /**
     * Copies the values, and brings numbers to the types above.
     *
     * @throws IllegalArgumentException for a value that JSON does not have, or one nested more than 100 deep
     */
    public JsonObject {
        values = copy(values, 0);
    }

    /** The text under a key; empty when there is none, or no text. */
    public Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The object under a key; empty when there is none, or no object. */
    public Optional<JsonObject> object(String key) {
        return values.get(key) instanceof Map<?, ?> map ? Optional.of(new JsonObject(copy(map, 0))) : Optional.empty();
    }

    private static Map<String, Object> copy(Map<?, ?> map, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, value(value, depth)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            return copy(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
            }
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(value(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
    }

    private static Number number(Number number) {
        if (number instanceof BigInteger big) {
            boolean fits = big.compareTo(LONG_MIN) >= 0 && big.compareTo(LONG_MAX) <= 0;
            return fits ? Long.valueOf(big.longValue()) : big;
        }
        if (number instanceof BigDecimal) {
            return number;
        }
        if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(number.toString());
        }
        return number.longValue();
    }

    /** The object as JSON text. */
    @Override
    public String toString() {
        StringBuilder json = new StringBuilder();
        JsonText.append(json, values);
        return json.toString();
    }
}
