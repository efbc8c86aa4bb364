package org.vitrine.config.oslo.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All options, as {@code options.txt} beside this class lists them. */
public final class OptionTable {
    private static final Pattern GAP = Pattern.compile(" {2,}");

    private final Map<String, Map<String, Option>> groups;

    private OptionTable(Map<String, Map<String, Option>> groups) {
        this.groups = groups;
    }

    /** The table of this release. */
    public static OptionTable load() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(OptionTable.class.getResourceAsStream("options.txt"), StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OptionTable parse(List<String> lines) {
        Map<String, Map<String, Option>> groups = new LinkedHashMap<>();
        String group = null;
        for (String line : lines) {
            if (line.startsWith("[")) {
                group = line.substring(1, line.length() - 1);
                groups.put(group, new LinkedHashMap<>());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                Option option = option(group, GAP.split(line));
                if (groups.get(group).put(option.name(), option) != null) {
                    throw new IllegalStateException("options.txt has " + option.name() + " of " + group + " twice");
                }
            }
        }
        return new OptionTable(groups);
    }

    private static Option option(String group, String[] cells) {
        String name = cells[0];
        String type = cells[1];
        boolean secret = type.startsWith("secret ");
        String bare = secret ? type.substring("secret ".length()) : type;
        boolean multiple = bare.equals("multi");
        List<OldName> oldNames = new ArrayList<>();
        if (cells.length > 4) {
            Arrays.stream(cells[4].substring("was ".length()).split(" "))
                    .map(OldName::parse)
                    .forEach(oldNames::add);
        }
        Optional<String> byDefault =
                cells[2].equals("-") ? Optional.empty() : Optional.of(cells[2].equals("\"\"") ? "" : cells[2]);
        return new Option(
                group,
                name,
                OptionType.parse(multiple ? "text" : bare),
                multiple,
                secret,
                byDefault,
                Destination.parse(cells[3], name),
                List.copyOf(oldNames));
    }

    /** The options of a group, by name; none for a group that Glance does not know. */
    public Map<String, Option> group(String name) {
        return groups.getOrDefault(name, Map.of());
    }

    /** Whether there is such a group. */
    public boolean knows(String group) {
        return groups.containsKey(group);
    }

    /** The option; there must be one. */
    public Option option(String group, String name) {
        Option option = group(group).get(name);
        if (option == null) {
            throw new IllegalArgumentException("options.txt has no " + name + " in [" + group + "]");
        }
        return option;
    }

    /** All of them, group by group. */
    public Collection<Option> all() {
        return groups.values().stream()
                .flatMap(group -> group.values().stream())
                .toList();
    }
}
