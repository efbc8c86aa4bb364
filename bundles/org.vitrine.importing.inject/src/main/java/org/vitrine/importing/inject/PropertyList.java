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
            int at = 0;
            Matcher pair = PAIR.matcher(text);
            while (at < text.length()) {
                int next = skipEmpty(text, at);
                if (next == text.length()) {
                    break;
                }
                if (!pair.find(next) || pair.start() != next) {
                    throw new IllegalArgumentException("inject: NAME:VALUE is expected at character " + (next + 1));
                }
                String name = word(pair, 1);
                if (name.isEmpty() || name.length() > LONGEST_NAME) {
                    throw new IllegalArgumentException("inject: a name must have 1 to " + LONGEST_NAME + " characters");
                }
                properties.put(name, word(pair, 4));
                at = pair.end();
            }
        }
        return properties;
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
