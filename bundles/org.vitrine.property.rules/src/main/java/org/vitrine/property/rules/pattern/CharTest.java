package org.vitrine.property.rules.pattern;

import java.util.List;

/** Which characters match. */
@FunctionalInterface
interface CharTest {
    boolean matches(int codePoint);

    CharTest ANY = c -> true;
    CharTest ALL_BUT_NEWLINE = c -> c != '\n';
    CharTest DIGIT = Character::isDigit;
    CharTest SPACE = c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    CharTest WORD = c -> c == '_' || Character.isLetter(c) || number(c);
    CharTest ASCII_DIGIT = c -> c >= '0' && c <= '9';
    CharTest ASCII_SPACE = c -> c == ' ' || c >= '\t' && c <= '\r';
    CharTest ASCII_WORD = c -> c < 128 && WORD.matches(c);

    private static boolean number(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    static CharTest range(int first, int last) {
        return c -> c >= first && c <= last;
    }

    static CharTest anyOf(List<CharTest> tests) {
        List<CharTest> all = List.copyOf(tests);
        return c -> {
            for (CharTest test : all) {
                if (test.matches(c)) {
                    return true;
                }
            }
            return false;
        };
    }

    default CharTest negated() {
        return c -> !matches(c);
    }

    /** The same for either letter case. */
    default CharTest folded(Flags flags) {
        if (!flags.ignoreCase()) {
            return this;
        }
        if (flags.ascii()) {
            return c ->
                    matches(c) || c < 128 && (matches(Character.toLowerCase(c)) || matches(Character.toUpperCase(c)));
        }
        return c -> {
            int upper = Character.toUpperCase(c);
            int lower = Character.toLowerCase(upper);
            return matches(c) || matches(upper) || matches(lower) || matches(Character.toLowerCase(c));
        };
    }
}
