package org.vitrine.config.oslo.option;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as Python's {@code str()} writes them: what a reference to an option is replaced with. */
final class PythonValue {
    private PythonValue() {}

    static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? text : quoted(value);
    }

    private static String quoted(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Double number) {
            return PythonNumber.text(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PythonValue::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof String text) {
            char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
            String escaped = text.replace("\\", "\\\\")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("\t", "\\t");
            return quote + (quote == '\'' ? escaped.replace("'", "\\'") : escaped) + quote;
        }
        return value.toString();
    }
}
