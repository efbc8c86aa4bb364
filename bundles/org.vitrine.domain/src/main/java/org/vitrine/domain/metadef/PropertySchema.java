package org.vitrine.domain.metadef;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;

/**
 * What values a property takes, in terms of JSON schema (MDP-2).
 *
 * @param json the keys of MDP-2 alone, those that were given, in order; {@code type} and {@code title} are always among
 *     them, and {@code default} is text (MDP-3)
 */
public record PropertySchema(JsonObject json) {
    /** Checks that nothing is null. */
    public PropertySchema {
        Objects.requireNonNull(json);
    }

    /**
     * Reads a schema as clients and definition files give it. Numbers and truth values become text where text is stored:
     * in {@code default}, {@code enum} and {@code operators}. Null means not given.
     *
     * @throws VitrineException {@code INVALID}, for an unknown key, a value of the wrong kind, or no type or title
     */
    public static PropertySchema of(Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            PropertyKey key = PropertyKey.of(name)
                    .orElseThrow(() -> new VitrineException(
                            ErrorKind.INVALID, "A property definition must not have '" + name + "'."));
            if (value != null) {
                values.put(name, key.read(value));
            }
        });
        for (PropertyKey needed : new PropertyKey[] {PropertyKey.TYPE, PropertyKey.TITLE}) {
            if (!values.containsKey(needed.wireName())) {
                throw new VitrineException(
                        ErrorKind.INVALID, "A property definition must have '" + needed.wireName() + "'.");
            }
        }
        return new PropertySchema(new JsonObject(values));
    }

    /** Reads a schema that was stored, whoever stored it, and leaves out what is none. Never fails. */
    public static PropertySchema stored(Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) ->
                PropertyKey.of(name).flatMap(key -> key.find(value)).ifPresent(read -> values.put(name, read)));
        return new PropertySchema(new JsonObject(values));
    }

    /** The same under another name in its {@code name} key. */
    public PropertySchema named(String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(PropertyKey.NAME.wireName(), name);
        json.values().forEach(values::putIfAbsent);
        return new PropertySchema(new JsonObject(values));
    }
}
