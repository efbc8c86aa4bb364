package org.vitrine.property.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections of an INI file in their order, read as Python's {@code configparser} reads them (PROP-3). */
final class Sections {
    private static final String DEFAULT = "DEFAULT";
    private static final Pattern HEADER = Pattern.compile("\\[(.+)]");
    private static final Pattern OPTION = Pattern.compile("([^=:]*)[=:](.*)");

    private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    private final Map<String, List<String>> defaults = new HashMap<>();
    private Map<String, List<String>> section;
    private List<String> value;
    private int indent;

    private Sections() {}

    /**
     * Each section's name with its options, whose names are lower-case and whose values are as written; those of the
     * section {@code DEFAULT} count for all.
     */
    static Map<String, Map<String, String>> parse(String text) throws RuleFileException {
        Sections parser = new Sections();
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                parser.line(lines[i]);
            } catch (RuleFileException e) {
                throw new RuleFileException("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        return parser.result();
    }

    private void line(String line) throws RuleFileException {
        String content = line.strip();
        boolean comment = content.startsWith("#") || content.startsWith(";");
        if (content.isEmpty() || comment) {
            if (!comment && value != null) {
                value.add("");
            }
            return;
        }
        int depth = line.indexOf(content.charAt(0));
        if (value != null && depth > indent) {
            value.add(content);
            return;
        }
        indent = depth;
        Matcher header = HEADER.matcher(content);
        if (header.lookingAt()) {
            open(header.group(1));
        } else if (section == null) {
            throw new RuleFileException("there is no section yet");
        } else {
            option(content);
        }
    }

    private void open(String name) throws RuleFileException {
        value = null;
        if (name.equals(DEFAULT)) {
            section = defaults;
            return;
        }
        section = new HashMap<>();
        if (sections.putIfAbsent(name, section) != null) {
            throw new RuleFileException("section [" + name + "] is there twice");
        }
    }

    private void option(String content) throws RuleFileException {
        Matcher option = OPTION.matcher(content);
        String name = option.matches() ? option.group(1).strip().toLowerCase(Locale.ROOT) : "";
        if (name.isEmpty()) {
            throw new RuleFileException("neither a section nor KEY = VALUE");
        }
        value = new ArrayList<>(List.of(option.group(2).strip()));
        if (section.putIfAbsent(name, value) != null) {
            throw new RuleFileException(name + " is there twice in one section");
        }
    }

    private Map<String, Map<String, String>> result() {
        Map<String, Map<String, String>> result = new LinkedHashMap<>();
        sections.forEach((name, own) -> {
            Map<String, String> options = joined(defaults);
            options.putAll(joined(own));
            result.put(name, options);
        });
        return result;
    }

    private static Map<String, String> joined(Map<String, List<String>> options) {
        Map<String, String> joined = new HashMap<>();
        options.forEach(
                (name, lines) -> joined.put(name, String.join("\n", lines).stripTrailing()));
        return joined;
    }
}
