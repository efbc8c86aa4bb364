package org.vitrine.property.rules;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that refer to others: {@code %(name)s}, and {@code %%} for the sign itself. */
final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]+)\\)s)?");
    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 10_000;

    private Interpolation() {}

    /** The value of an option that is there. */
    static String of(Map<String, String> options, String name) throws RuleFileException {
        return filled(options, options.get(name), 1);
    }

    private static String filled(Map<String, String> options, String value, int depth) throws RuleFileException {
        if (depth > MAX_DEPTH) {
            throw new RuleFileException("values that refer to each other more than " + MAX_DEPTH + " times");
        }
        StringBuilder filled = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(value);
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(meaning(options, matcher, depth)));
            if (filled.length() > MAX_LENGTH) {
                throw new RuleFileException("a value of more than " + MAX_LENGTH + " characters");
            }
        }
        return matcher.appendTail(filled).toString();
    }

    private static String meaning(Map<String, String> options, Matcher matcher, int depth) throws RuleFileException {
        if (matcher.group(1) != null) {
            return "%";
        }
        String name = matcher.group(2);
        String value = name == null ? null : options.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new RuleFileException("% must be written %%, or %(NAME)s for the value of another option");
        }
        return filled(options, value, depth + 1);
    }
}
