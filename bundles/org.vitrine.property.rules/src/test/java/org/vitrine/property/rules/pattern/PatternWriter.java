package org.vitrine.property.rules.pattern;

import java.util.List;
import java.util.Random;

/** Writes random expressions, right and wrong ones, and texts that they may be found in. */
final class PatternWriter {
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "A",
            "_",
            ".",
            "x",
            "1",
            "\u00e9",
            "k",
            "[ab]",
            "[^a]",
            "[a-c]",
            "[]a]",
            "[^]a]",
            "[a-]",
            "[-a]",
            "[\\d_]",
            "[^\\W_]",
            "[\\]a]",
            "[a\\-c]",
            "[.*]",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "\\.",
            "\\_",
            "\\-",
            "\\x61",
            "\\u0061",
            "\\141",
            "\\0",
            "\\n",
            "\\t",
            "[\\b]",
            "[\\x61-c]",
            "\\N{LATIN SMALL LETTER A}",
            "(?#why)a",
            "{",
            "}",
            "]",
            "a{,",
            "a{x}",
            "-",
            "\\{",
            "[[a]",
            "[a&&b]",
            "\ud83d\ude00",
            "[\ud83d\ude00a]",
            "\\ ",
            "#",
            " ");
    private static final List<String> PLACES = List.of("^", "$", "\\A", "\\Z", "\\b", "\\B");
    private static final List<String> SIGNS = List.of(
            "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}", "{1,}", "{,}", "{0}", "{0,0}", "{2}?", "{1,3}?");
    private static final List<String> ODD = List.of(
            "(",
            ")",
            "[",
            "*",
            "{2,1}",
            "\\",
            "\\q",
            "\\y",
            "(?",
            "(?P",
            "(?P<a>",
            "(?P<1>a)",
            "(?<",
            "(?<a)",
            "(?i)",
            "(?z)",
            "(?-i)",
            "(?a-u:b)",
            "[b-a]",
            "[\\d-z]",
            "\\x6",
            "\\u006",
            "\\8",
            "[\\8]",
            "[\\q]",
            "^*",
            "\\b+",
            "a**",
            "a{2}{3}",
            "(?<=a*)",
            "(?<=a|bc)",
            "\\N{x}",
            "\\777",
            "[\\777]",
            "(?L)a",
            "(?au)a",
            "|",
            "||",
            "()",
            "(|a)",
            "[]",
            "[^]",
            "(?:)",
            "(?:)*",
            "(?=a)*",
            "()+",
            "(?im)",
            "(?i-i:a)");
    private static final List<String> FLAGS =
            List.of("(?i)", "(?m)", "(?s)", "(?x)", "(?a)", "(?u)", "(?is)", "(?i)(?x)", "(?x) (?i)");
    private static final List<String> LETTERS = List.of(
            "a",
            "b",
            "c",
            "A",
            "B",
            "_",
            "x",
            "1",
            "9",
            "-",
            ".",
            "\n",
            " ",
            "\u00e9",
            "\u00c9",
            "k",
            "\u212a",
            "\u0130",
            "\u0131",
            "i",
            "\u00b2",
            "\u0661",
            "\ud83d\ude00",
            "]",
            "{",
            "#");

    private final Random random;

    PatternWriter(Random random) {
        this.random = random;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pattern() {
        String flags = random.nextInt(4) == 0 ? pick(FLAGS) : "";
        return flags + choice(3);
    }

    private String choice(int depth) {
        StringBuilder choice = new StringBuilder(sequence(depth));
        while (random.nextInt(4) == 0) {
            choice.append('|').append(sequence(depth));
        }
        return choice.toString();
    }

    private String sequence(int depth) {
        StringBuilder sequence = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            sequence.append(part(depth));
        }
        return sequence.toString();
    }

    private String part(int depth) {
        int kind = random.nextInt(24);
        if (kind == 0) {
            return random.nextInt(4) == 0 ? pick(ODD) : pick(PLACES);
        }
        if (kind < 3) {
            return pick(PLACES);
        }
        String part = kind < 8 && depth > 0 ? group(kind, depth - 1) : pick(ATOMS);
        return random.nextInt(3) == 0 ? part + pick(SIGNS) : part;
    }

    private String group(int kind, int depth) {
        return switch (kind) {
            case 3 -> "(?:" + choice(depth) + ")";
            case 4 -> pick(List.of("(?=", "(?!")) + choice(depth) + ")";
            case 5 ->
                pick(List.of("(?<=", "(?<!")) + (random.nextInt(3) == 0 ? choice(depth) : pick(ATOMS) + pick(ATOMS))
                        + ")";
            case 6 -> pick(List.of("(?i:", "(?-i:", "(?s-m:", "(?x:", "(?a:", "(?m:", "(?iu:")) + choice(depth) + ")";
            default -> "(" + choice(depth) + ")";
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pick(LETTERS));
        }
        return text.toString();
    }
}
