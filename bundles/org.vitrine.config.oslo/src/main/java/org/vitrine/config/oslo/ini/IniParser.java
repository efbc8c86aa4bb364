package org.vitrine.config.oslo.ini;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what oslo.config reads, and refuses what it refuses (op:CFG-2). The rules that surprise: a line that begins with
 * white space continues the value before it, even when it looks like a comment; a blank line or a comment ends that
 * value; the first of {@code =} and {@code :} ends the key; one pair of equal quotes around the first line of a value is
 * taken off.
 */
final class IniParser {
    private final String file;
    private final List<Assignment> assignments = new ArrayList<>();
    private String section;
    private String key;
    private int keyLine;
    private StringBuilder value;
    private int line;

    private IniParser(String file) {
        this.file = file;
    }

    static List<Assignment> parse(String file, String text) {
        IniParser parser = new IniParser(file);
        for (String line : SourceText.lines(text)) {
            parser.line++;
            parser.take(PythonText.stripEnd(line));
        }
        parser.finish();
        return List.copyOf(parser.assignments);
    }

    private void take(String text) {
        if (text.isEmpty()) {
            finish();
        } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            if (key == null) {
                throw broken("a line that begins with white space continues a value, and there is none before it");
            }
            value.append('\n').append(PythonText.stripStart(text));
        } else {
            finish();
            begin(text);
        }
    }

    private void begin(String text) {
        switch (text.charAt(0)) {
            case '[' -> section = section(text);
            case '#', ';' -> {
                // a comment
            }
            default -> assign(text);
        }
    }

    private String section(String text) {
        if (!text.endsWith("]")) {
            throw broken("a section must end with ]");
        }
        if (text.length() == 2) {
            throw broken("a section needs a name");
        }
        return text.substring(1, text.length() - 1);
    }

    private void assign(String text) {
        int equal = text.indexOf('=');
        int colon = text.indexOf(':');
        if (equal < 0 && colon < 0) {
            throw broken("neither a section nor KEY = VALUE");
        }
        int end = colon < 0 || equal >= 0 && equal < colon ? equal : colon;
        key = PythonText.strip(text.substring(0, end));
        keyLine = line;
        if (key.isEmpty()) {
            throw broken("a value without a key");
        }
        if (section == null) {
            throw broken("a key before the first section");
        }
        value = new StringBuilder(unquoted(PythonText.strip(text.substring(end + 1))));
    }

    private static String unquoted(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        if (first != text.charAt(text.length() - 1) || first != '"' && first != '\'') {
            return text;
        }
        return text.length() == 1 ? "" : text.substring(1, text.length() - 1);
    }

    private void finish() {
        if (key != null) {
            assignments.add(new Assignment(section, key, value.toString(), keyLine));
            key = null;
        }
    }

    private BrokenConfiguration broken(String what) {
        return new BrokenConfiguration(file + ":" + line, what);
    }
}
