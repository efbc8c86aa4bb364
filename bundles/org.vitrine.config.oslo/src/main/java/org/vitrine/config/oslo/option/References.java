package org.vitrine.config.oslo.option;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code $name}, {@code ${name}} and {@code ${group.name}} in a value. {@code $$} and {@code \$} are a dollar
 * sign; a dollar sign before anything else stays as it is.
 */
final class References {
    private static final String NAME = "[_a-z][._a-z0-9]*";
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?:(\\$)|(" + NAME + ")|\\{(" + NAME + ")\\})", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final UnaryOperator<String> values;

    References(UnaryOperator<String> values) {
        this.values = values;
    }

    String replace(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text.replace("\\$", "$$"));
        StringBuilder replaced = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, "");
            if (matcher.group(1) != null) {
                replaced.append('$');
            } else {
                replaced.append(values.apply(matcher.group(2) == null ? matcher.group(3) : matcher.group(2)));
            }
        }
        return matcher.appendTail(replaced).toString();
    }
}
