package org.vitrine.importing.inject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Properties as an operator writes them: {@code name:value,"name":"value, with a comma"} (IMP-11). */
final class PropertyList {
    private static final int LONGEST_NAME = 255;
    private static final String WORD = "\\s*(?:\"([^\"]*)\"|'([^']*)'|((?:[^,\"'\\s][^,]*?)?))\\s*";
    private static final Pattern PAIR =
            Pattern.compile("\\s*(?:\"([^\"]*)\"|'([^']*)'|([^,:\"']+?))\\s*:" + WORD + "(?:,|$)");

    private PropertyList() {}

    /**
     * Reads them; what is empty between commas is left out.
     *
     * @throws IllegalArgumentException with the key in the message
     */
    static Map<String, String> parse(String... texts) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String text : texts) {
            if (text.contains(",") || isWhole(text)) {
                parseList(text, properties);
            } else {
                parseRest(text, properties);
            }
        }
        return properties;
    }

    private static boolean isWhole(String text) {
        return text.isBlank() || PAIR.matcher(text).matches();
    }

    private static void parseList(String text, Map<String, String> properties) {
        Matcher pair = PAIR.matcher(text);
        for (int at = skipEmpty(text, 0); at < text.length(); at = skipEmpty(text, pair.end())) {
            if (!pair.find(at) || pair.start() != at) {
                throw new IllegalArgumentException("inject: NAME:VALUE is expected at character " + (at + 1));
            }
            put(properties, word(pair, 1), word(pair, 4));
        }
    }

    /** One pair with a quote missing: oslo.config takes the first and the last one of an option as its own. */
    private static void parseRest(String text, Map<String, String> properties) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("inject: NAME:VALUE is expected");
        }
        put(properties, bare(text.substring(0, colon)), bare(text.substring(colon + 1)));
    }

    private static String bare(String word) {
        return word.strip().replaceAll("^[\"']|[\"']$", "");
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("inject: a name must have 1 to " + LONGEST_NAME + " characters");
        }
        properties.put(name, value);
    }

    private static int skipEmpty(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static String word(Matcher pair, int first) {
        for (int group = first; group < first + 3; group++) {
            if (pair.group(group) != null) {
                return pair.group(group);
            }
        }
        return "";
    }
}
