package org.vitrine.policy.oslo.language;

import java.util.Set;

/**
 * The left side of a generic check. The reference reads it as a Python literal; if it is an expression but no literal
 * it is a path into the credentials; and if it is no expression at all, evaluation fails (POL-10).
 */
sealed interface LeftSide {
    /** A value of its own, in the form that is compared. */
    record Literal(String value) implements LeftSide {}

    /** The name of a credential; deep when more names follow after dots. */
    record Path(String first, boolean deep) implements LeftSide {}

    /** Neither: fails when evaluated. */
    record Malformed() implements LeftSide {}

    /** The reserved words of Python that cannot be names; the three constants are handled apart. */
    Set<String> KEYWORDS = Set.of(
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    /** The operators between names that make an expression of no value here, such as the dash in {@code a-b}. */
    String OPERATORS = "-+*/%@&|^<>";

    /** What may stand before a name or a number. */
    String SIGNS = "-+~";

    static LeftSide of(String kind) {
        String text = kind.strip();
        String literal = PythonLiteral.read(text);
        if (literal != null) {
            return new Literal(literal);
        }
        if (!expression(text)) {
            return new Malformed();
        }
        int dot = kind.indexOf('.');
        return dot < 0 ? new Path(kind, false) : new Path(kind.substring(0, dot), true);
    }

    /** Whether it is one dotted name, or several with operators between, each with signs before it or without. */
    private static boolean expression(String text) {
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            boolean end = at == text.length();
            if (!end && at == start && SIGNS.indexOf(text.charAt(at)) >= 0) {
                start = at + 1;
            } else if (end || OPERATORS.indexOf(text.charAt(at)) >= 0) {
                String operand = text.substring(start, at);
                if (!dottedName(operand) && PythonLiteral.read(operand) == null) {
                    return false;
                }
                start = at + 1;
            }
        }
        return true;
    }

    private static boolean dottedName(String text) {
        String[] names = text.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            boolean constant = Set.of("None", "True", "False").contains(names[i]);
            if (!name(names[i]) || KEYWORDS.contains(names[i]) || constant && i > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean name(String text) {
        return !text.isEmpty()
                && Character.isUnicodeIdentifierStart(underscoreAsLetter(text.codePointAt(0)))
                && text.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
    }

    private static int underscoreAsLetter(int codePoint) {
        return codePoint == '_' ? 'a' : codePoint;
    }
}
