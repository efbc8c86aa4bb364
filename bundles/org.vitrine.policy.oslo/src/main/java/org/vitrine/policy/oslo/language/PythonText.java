package org.vitrine.policy.oslo.language;

import java.util.Locale;

/** Reads quoted Python text: either quote, tripled or not, raw or with escapes, several literals in a row as one. */
final class PythonText {
    private final String source;
    private final StringBuilder text = new StringBuilder();
    private int at;

    PythonText(String source) {
        this.source = source;
    }

    /** The text that is meant, or null when the source is no such literal. */
    String read() {
        do {
            if (!readOne()) {
                return null;
            }
        } while (at < source.length());
        return text.toString();
    }

    private boolean readOne() {
        boolean raw = false;
        if (at < source.length() && "rRuU".indexOf(source.charAt(at)) >= 0) {
            raw = Character.toLowerCase(source.charAt(at)) == 'r';
            at++;
        }
        if (at == source.length() || "'\"".indexOf(source.charAt(at)) < 0) {
            return false;
        }
        String quote = source.substring(at, at + 1);
        if (source.startsWith(quote.repeat(3), at)) {
            quote = quote.repeat(3);
        }
        at += quote.length();
        return readUpTo(quote, raw);
    }

    private boolean readUpTo(String quote, boolean raw) {
        while (at < source.length()) {
            if (source.startsWith(quote, at)) {
                at += quote.length();
                return true;
            }
            char c = source.charAt(at++);
            if (c == '\n' && quote.length() == 1) {
                return false;
            }
            if (c != '\\') {
                text.append(c);
            } else if (at == source.length() || !readEscape(raw)) {
                return false;
            }
        }
        return false;
    }

    private boolean readEscape(boolean raw) {
        char c = source.charAt(at++);
        if (raw) {
            text.append('\\').append(c);
            return true;
        }
        switch (c) {
            case '\n' -> {}
            case '\\', '\'', '"' -> text.append(c);
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\u000b');
            case 'x' -> {
                return readHex(2);
            }
            case 'u' -> {
                return readHex(4);
            }
            case 'U' -> {
                return readHex(8);
            }
            case 'N' -> {
                return readName();
            }
            default -> readOctalOr(c);
        }
        return true;
    }

    private boolean readHex(int digits) {
        if (source.length() - at < digits) {
            return false;
        }
        String hex = source.substring(at, at + digits);
        at += digits;
        if (!hex.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            return false;
        }
        long codePoint = Long.parseLong(hex, 16);
        if (codePoint > Character.MAX_CODE_POINT) {
            return false;
        }
        text.appendCodePoint((int) codePoint);
        return true;
    }

    private boolean readName() {
        int end = source.indexOf('}', at);
        if (end < 0 || source.charAt(at) != '{') {
            return false;
        }
        try {
            text.appendCodePoint(
                    Character.codePointOf(source.substring(at + 1, end).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return false; // no character has that name
        }
        at = end + 1;
        return true;
    }

    /** Up to three octal digits; a backslash before anything else stays. */
    private void readOctalOr(char first) {
        if (first < '0' || first > '7') {
            text.append('\\').append(first);
            return;
        }
        int value = first - '0';
        for (int i = 0; i < 2 && at < source.length(); i++) {
            char c = source.charAt(at);
            if (c < '0' || c > '7') {
                break;
            }
            value = value * 8 + c - '0';
            at++;
        }
        text.append((char) value);
    }
}
