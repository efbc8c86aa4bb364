package org.vitrine.property.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.property.rules.pattern.BadPatternException;
import org.vitrine.property.rules.pattern.NamePattern;
import org.vitrine.spi.property.PropertyProtection.Action;

/** The sections of a rule file, in force until another file replaces them. Safe for many threads. */
final class Rules {
    private static final int MAX_SECTIONS = 1000;
    private static final int MAX_NAME = 1000;
    private static final int MAX_REMEMBERED = 2000;

    private final List<Section> sections;
    private final List<String> warnings;

    /** Names are few and asked for again and again; the remembered ones are forgotten when there are too many. */
    private final Map<String, Optional<Section>> remembered = new ConcurrentHashMap<>();

    private record Section(NamePattern pattern, Map<Action, Permission> permissions) {}

    private Rules(List<Section> sections, List<String> warnings) {
        this.sections = List.copyOf(sections);
        this.warnings = List.copyOf(warnings);
    }

    /** Reads the text of a rule file. */
    static Rules parse(String text, RuleFormat format) throws RuleFileException {
        Map<String, Map<String, String>> source = Sections.parse(text);
        if (source.isEmpty() || source.size() > MAX_SECTIONS) {
            throw new RuleFileException("it has " + source.size() + " sections instead of 1 to " + MAX_SECTIONS);
        }
        List<Section> sections = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> section : source.entrySet()) {
            sections.add(section(section.getKey(), section.getValue(), format, warnings));
        }
        return new Rules(sections, warnings);
    }

    private static Section section(String name, Map<String, String> options, RuleFormat format, List<String> warnings)
            throws RuleFileException {
        Map<Action, Permission> permissions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            String key = action.name().toLowerCase(Locale.ROOT);
            if (!options.containsKey(key)) {
                throw new RuleFileException("section [" + name + "] says nothing about " + key);
            }
            try {
                String value = Interpolation.of(options, key);
                if (value.isEmpty()) {
                    warnings.add("section [" + name + "] lets nobody " + key);
                }
                permissions.put(action, value.isEmpty() ? Permission.Fixed.NOBODY : format.read(value));
            } catch (RuleFileException e) {
                throw new RuleFileException("section [" + name + "], " + key + ": " + e.getMessage());
            }
        }
        try {
            return new Section(NamePattern.of(name), permissions);
        } catch (BadPatternException e) {
            throw new RuleFileException("section [" + name + "] is no regular expression: " + e.getMessage(), e);
        }
    }

    /** What an operator should know. */
    List<String> warnings() {
        return warnings;
    }

    int size() {
        return sections.size();
    }

    /** Whether the first section that matches lets the caller do that; no section: no (PROP-4, PROP-8). */
    boolean permits(String property, Action action, RequestContext context, Policies policies) {
        Optional<Section> section = remembered.get(property);
        if (section == null) {
            section = find(property);
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(property, section);
        }
        return section.isPresent() && section.get().permissions().get(action).permits(context, policies);
    }

    private Optional<Section> find(String property) {
        if (property.length() > MAX_NAME) {
            return Optional.empty();
        }
        return sections.stream()
                .filter(section -> section.pattern().foundIn(property))
                .findFirst();
    }
}
