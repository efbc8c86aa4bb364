package org.vitrine.config.oslo.ini;

/** Text the way Python sees it, where Java differs: what counts as white space. */
public final class PythonText {
    private PythonText() {}

    /** Whether Python's {@code str.isspace} holds for the character. */
    public static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r'
                || c >= '\u001c' && c <= '\u0020'
                || c == '\u0085'
                || c == '\u00a0'
                || c == '\u1680'
                || c >= '\u2000' && c <= '\u200a'
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }

    /** Without white space at both ends. */
    public static String strip(String text) {
        return stripStart(stripEnd(text));
    }

    /** Without white space at its start. */
    public static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** Without white space at its end. */
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
