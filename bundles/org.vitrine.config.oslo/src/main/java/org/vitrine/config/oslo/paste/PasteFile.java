package org.vitrine.config.oslo.paste;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.ini.SourceText;

/** The sections of a paste file, with {@code %(name)s} replaced. */
final class PasteFile {
    private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]+)\\)s|)");
    private static final int DEEPEST_REFERENCE = 10;

    private final String name;
    private final Map<String, Map<String, String>> sections;
    private final Map<String, String> defaults;

    private PasteFile(String name, Map<String, Map<String, String>> sections, Map<String, String> builtIn) {
        this.name = name;
        this.sections = sections;
        defaults = new LinkedHashMap<>(builtIn);
        defaults.putAll(sections.get("DEFAULT"));
        defaults.values().forEach(value -> text("DEFAULT", value, 1));
    }

    static PasteFile read(Path file) {
        Path absolute = file.toAbsolutePath();
        return parse(
                file.getFileName().toString(),
                SourceText.read(file),
                Map.of("here", absolute.getParent().toString(), "__file__", absolute.toString()));
    }

    static PasteFile parse(String name, String text, Map<String, String> builtIn) {
        return new PasteFile(name, PasteParser.parse(name, text), builtIn);
    }

    /** The names of all sections but the one whose keys all share. */
    List<String> sections() {
        return sections.keySet().stream()
                .filter(section -> !section.equals("DEFAULT"))
                .toList();
    }

    /** The one section {@code PREFIX:name} with one of the prefixes. */
    String find(String name, List<String> prefixes) {
        List<String> found = new ArrayList<>();
        for (String section : sections.keySet()) {
            int colon = section.indexOf(':');
            if (colon > 0
                    && prefixes.contains(section.substring(0, colon))
                    && section.substring(colon + 1).strip().equals(name)) {
                found.add(section);
            }
        }
        if (found.size() != 1) {
            throw broken(
                    found.isEmpty()
                            ? "there is no section [" + prefixes.get(0) + ":" + name + "]"
                            : found + " have the same name");
        }
        return found.get(0);
    }

    /** What a section sets, without what all sections share. */
    Map<String, String> keys(String section) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String key : sections.get(section).keySet()) {
            if (!defaults.containsKey(key) && !key.startsWith("set ")) {
                keys.put(key, text(section, sections.get(section).get(key), 1));
            }
        }
        return keys;
    }

    private String text(String section, String raw, int depth) {
        if (depth > DEEPEST_REFERENCE) {
            throw broken("a value of [" + section + "] refers to itself");
        }
        Matcher matcher = REFERENCE.matcher(raw);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, "");
            text.append(replacement(section, matcher, depth));
        }
        return matcher.appendTail(text).toString();
    }

    private String replacement(String section, Matcher matcher, int depth) {
        if (matcher.group(1) != null) {
            return "%";
        }
        String key = matcher.group(2);
        if (key == null) {
            throw broken("a % in a value of [" + section + "] is followed by neither % nor (NAME)s");
        }
        String value = sections.get(section).getOrDefault(key, defaults.get(key));
        if (value == null) {
            throw broken("a value of [" + section + "] refers to %(" + key + ")s, which nobody sets");
        }
        return text(section, value, depth + 1);
    }

    BrokenConfiguration broken(String what) {
        return new BrokenConfiguration(name, what);
    }
}
