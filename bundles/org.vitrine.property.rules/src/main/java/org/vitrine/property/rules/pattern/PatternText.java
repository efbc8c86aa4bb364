package org.vitrine.property.rules.pattern;

/** The characters of an expression, read from left to right. */
final class PatternText {
    /** What {@link #peek} and {@link #next} give at the end. */
    static final int END = -1;

    private final int[] text;
    private int at;

    PatternText(String source) {
        text = source.codePoints().toArray();
    }

    int peek() {
        return at < text.length ? text[at] : END;
    }

    int next() {
        return at < text.length ? text[at++] : END;
    }

    /** Takes that character if it is next. */
    boolean take(int character) {
        if (peek() != character) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes that text if it is next. */
    boolean take(String wanted) {
        int[] characters = wanted.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (at + i >= text.length || text[at + i] != characters[i]) {
                return false;
            }
        }
        at += characters.length;
        return true;
    }

    /** Takes all ASCII digits that are next. */
    String digits() {
        StringBuilder digits = new StringBuilder();
        while (peek() >= '0' && peek() <= '9') {
            digits.append((char) next());
        }
        return digits.toString();
    }

    /** Everything up to that character, which is taken too; null when it does not come. */
    String upTo(int character) {
        StringBuilder found = new StringBuilder();
        for (int i = at; i < text.length; i++) {
            if (text[i] == character) {
                at = i + 1;
                return found.toString();
            }
            found.appendCodePoint(text[i]);
        }
        return null;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    BadPatternException bad(String what) {
        return new BadPatternException(what, at);
    }
}
