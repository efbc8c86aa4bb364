package org.vitrine.config.oslo.paste;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.ini.PythonText;
import org.vitrine.config.oslo.ini.SourceText;

/**
 * Reads what Python's configparser reads the way PasteDeploy uses it: keys keep their case, sections and keys are there
 * once, deeper indented lines continue a value, comments have a line of their own.
 */
final class PasteParser {
    private final String file;
    private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    private Map<String, List<String>> section;
    private List<String> value;
    private int indent;
    private int line;

    private PasteParser(String file) {
        this.file = file;
    }

    /** Texts by key by section; the section {@code DEFAULT} is always there. */
    static Map<String, Map<String, String>> parse(String file, String text) {
        PasteParser parser = new PasteParser(file);
        parser.sections.put("DEFAULT", new LinkedHashMap<>());
        for (String line : SourceText.lines(text)) {
            parser.line++;
            parser.take(line);
        }
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        parser.sections.forEach((name, keys) -> {
            Map<String, String> texts = new LinkedHashMap<>();
            keys.forEach((key, lines) -> texts.put(key, PythonText.stripEnd(String.join("\n", lines))));
            sections.put(name, texts);
        });
        return sections;
    }

    private void take(String text) {
        String bare = PythonText.strip(text);
        boolean comment = bare.startsWith("#") || bare.startsWith(";");
        if (bare.isEmpty() || comment) {
            // An empty line belongs to the value, a comment does not; neither ends it.
            if (value != null && !comment) {
                value.add("");
            }
            return;
        }
        int start = text.length() - PythonText.stripStart(text).length();
        if (value != null && start > indent) {
            value.add(bare);
            return;
        }
        indent = start;
        int end = bare.lastIndexOf(']');
        if (bare.charAt(0) == '[' && end > 1) {
            enter(bare.substring(1, end));
        } else {
            assign(bare);
        }
    }

    private void enter(String name) {
        if (name.equals("DEFAULT")) {
            section = sections.get(name);
        } else {
            section = new LinkedHashMap<>();
            if (sections.put(name, section) != null) {
                throw broken("section [" + name + "] is there twice");
            }
        }
        value = null;
    }

    private void assign(String bare) {
        if (section == null) {
            throw broken("a line before the first section");
        }
        int equal = bare.indexOf('=');
        int colon = bare.indexOf(':');
        int end = equal < 0 || colon >= 0 && colon < equal ? colon : equal;
        String key = end < 0 ? "" : PythonText.stripEnd(bare.substring(0, end));
        if (key.isEmpty()) {
            throw broken("neither a section nor KEY = VALUE");
        }
        value = new ArrayList<>(List.of(PythonText.strip(bare.substring(end + 1))));
        if (section.put(key, value) != null) {
            throw broken("the key is there twice in its section");
        }
    }

    private BrokenConfiguration broken(String what) {
        return new BrokenConfiguration(file + ":" + line, what);
    }
}
