package org.vitrine.config.oslo.option;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * An option that somebody set.
 *
 * @param group where it stands, which for what stores read is not the group of the option
 * @param value as its type means it; a list of values for an option that may be given several times; null for a number
 *     that is empty
 * @param place file and line, or the name of an environment variable
 */
public record Setting(Option option, String group, Object value, String place) {
    /** The value, which must be text. */
    public String text() {
        return (String) value;
    }

    /** The value, which must be yes or no. */
    public boolean flag() {
        return (Boolean) value;
    }

    /** The value, which must be a number, cut to what fits; the other one when the number is empty. */
    public long number(long otherwise) {
        if (value == null) {
            return otherwise;
        }
        BigInteger number = (BigInteger) value;
        return number.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** The value, which must be a list, or names and values, as texts. */
    public List<String> list() {
        if (value instanceof Map<?, ?>) {
            return pairs().entrySet().stream()
                    .map(pair -> pair.getKey() + ":" + pair.getValue())
                    .toList();
        }
        return ((List<?>) value).stream().map(PythonValue::text).toList();
    }

    /** The value, which must be names and values. */
    @SuppressWarnings("unchecked")
    public Map<String, String> pairs() {
        return (Map<String, String>) value;
    }

    /** {@code [group] name (file:line)}, for people. */
    public String where() {
        return "[" + group + "] " + option.name() + " (" + place + ")";
    }

    /** Secrets must not come into a log by accident. */
    @Override
    public String toString() {
        return where();
    }
}
