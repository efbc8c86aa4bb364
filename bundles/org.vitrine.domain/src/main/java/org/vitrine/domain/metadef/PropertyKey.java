package org.vitrine.domain.metadef;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonText;

/** The keys of a property's schema (MDP-2), and how each is read. */
enum PropertyKey {
    NAME("name", PropertyKey::text, "a string"),
    TYPE("type", PropertyKey::type, "array, boolean, integer, number, object or string"),
    TITLE("title", PropertyKey::text, "a string"),
    DESCRIPTION("description", PropertyKey::text, "a string"),
    OPERATORS("operators", PropertyKey::texts, "a list of strings"),
    DEFAULT("default", value -> Optional.of(plain(value).orElseGet(() -> JsonText.of(value))), "a value"),
    READONLY("readonly", PropertyKey::flag, "a boolean"),
    MINIMUM("minimum", PropertyKey::number, "a number"),
    MAXIMUM("maximum", PropertyKey::number, "a number"),
    ENUM("enum", PropertyKey::texts, "a list of strings"),
    PATTERN("pattern", PropertyKey::text, "a string"),
    MIN_LENGTH("minLength", PropertyKey::count, "an integer of 0 or more"),
    MAX_LENGTH("maxLength", PropertyKey::count, "an integer of 0 or more"),
    CONFIDENTIAL("confidential", PropertyKey::flag, "a boolean"),
    ITEMS("items", PropertyKey::items, "an object with a type and perhaps an enum"),
    UNIQUE_ITEMS("uniqueItems", PropertyKey::flag, "a boolean"),
    MIN_ITEMS("minItems", PropertyKey::count, "an integer of 0 or more"),
    MAX_ITEMS("maxItems", PropertyKey::count, "an integer of 0 or more"),
    ADDITIONAL_ITEMS("additionalItems", PropertyKey::flag, "a boolean");

    private static final Set<String> TYPES = Set.of("array", "boolean", "integer", "number", "object", "string");
    /** Longer numbers are refused, for 1e999999999 would fill the memory when it is written out. */
    private static final int MAX_DIGITS = 100;

    private static final Map<String, PropertyKey> BY_NAME = new HashMap<>();

    static {
        for (PropertyKey key : values()) {
            BY_NAME.put(key.wireName, key);
        }
    }

    private final String wireName;
    private final Function<Object, Optional<Object>> reader;
    private final String expected;

    PropertyKey(String wireName, Function<Object, Optional<Object>> reader, String expected) {
        this.wireName = wireName;
        this.reader = reader;
        this.expected = expected;
    }

    static Optional<PropertyKey> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    String wireName() {
        return wireName;
    }

    /** The value as it is kept; empty for null and for what is no value of this key. */
    Optional<Object> find(Object value) {
        return value == null ? Optional.empty() : reader.apply(value);
    }

    Object read(Object value) {
        return reader.apply(value)
                .orElseThrow(() -> new VitrineException(
                        ErrorKind.INVALID,
                        "Invalid value for '" + wireName + "' of a property: it must be " + expected + "."));
    }

    private static Optional<Object> text(Object value) {
        return value instanceof String ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> type(Object value) {
        return value instanceof String text && TYPES.contains(text) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> flag(Object value) {
        return value instanceof Boolean ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.precision() + Math.abs((long) decimal.scale()) > MAX_DIGITS
                    ? Optional.empty()
                    : Optional.of(whole(decimal));
        }
        if (value instanceof Double || value instanceof Float) {
            return number(new BigDecimal(value.toString()));
        }
        return value instanceof Number ? Optional.of(value) : Optional.empty();
    }

    private static Object whole(BigDecimal decimal) {
        return decimal.stripTrailingZeros().scale() > 0 ? decimal : (Object) decimal.toBigInteger();
    }

    private static Optional<Object> count(Object value) {
        return number(value)
                .filter(number -> !(number instanceof BigDecimal))
                .filter(number -> new BigInteger(number.toString()).signum() >= 0);
    }

    private static Optional<Object> texts(Object value) {
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            Optional<String> text = plain(element);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }

    private static Optional<Object> items(Object value) {
        if (!(value instanceof Map<?, ?> map) || !Set.of("type", "enum").containsAll(map.keySet())) {
            return Optional.empty();
        }
        Map<String, Object> items = new LinkedHashMap<>();
        TYPE.find(map.get("type")).ifPresent(type -> items.put("type", type));
        ENUM.find(map.get("enum")).ifPresent(texts -> items.put("enum", texts));
        boolean complete = items.containsKey("type") && (map.get("enum") == null || items.containsKey("enum"));
        return complete ? Optional.of(items) : Optional.empty();
    }

    /** Text, numbers and truth values as text, the latter spelled as the reference spells them; empty for all else. */
    private static Optional<String> plain(Object value) {
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? "True" : "False");
        }
        return value instanceof String || value instanceof Number ? Optional.of(value.toString()) : Optional.empty();
    }
}
