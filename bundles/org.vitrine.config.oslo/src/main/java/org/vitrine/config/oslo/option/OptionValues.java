package org.vitrine.config.oslo.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vitrine.config.oslo.ini.Assignment;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.ini.IniFile;

/**
 * What the files and the environment set the options to. The environment wins over the files, a later file over an
 * earlier one, a later line over an earlier one, a name of today over an old one in the same file; options that may be
 * given several times add up (op:CFG-2, op:CFG-3, op:CFG-6).
 */
public final class OptionValues {
    private static final int DEEPEST_REFERENCE = 50;

    private final OptionTable table;
    private final List<IniFile> files;
    private final Map<String, String> environment;
    private final Map<String, List<String>> storeTypes = new LinkedHashMap<>();

    /** @param files the strongest last */
    public OptionValues(OptionTable table, List<IniFile> files, Map<String, String> environment) {
        this.table = table;
        this.files = List.copyOf(files);
        this.environment = environment;
    }

    /** From now on stores of those types read their options from the group of that name. */
    public void declareStores(String group, List<String> types) {
        storeTypes.put(normal(group), types);
    }

    /** The option in its own group, if it is set. */
    public Optional<Setting> find(String group, String name) {
        return find(table.option(group, name), group);
    }

    /** What stands under the option's name in another group: that of a store, or the one that auth_section names. */
    public Optional<Setting> find(Option option, String group) {
        return find(option, group, option.name(), 0);
    }

    /** The option's text converted as if it stood in that group: for texts from elsewhere. */
    public Setting convert(Option option, String group, String text, String place) {
        return new Setting(option, group, option.type().convert(text), place);
    }

    /** @param asked the name by which it is asked for, which may be an old one; the environment knows it by that alone */
    private Optional<Setting> find(Option option, String group, String asked, int depth) {
        String variable = "OS_" + group.toUpperCase(Locale.ROOT) + "__" + asked.toUpperCase(Locale.ROOT);
        if (environment.containsKey(variable)) {
            Found found = new Found(List.of(environment.get(variable)), variable);
            return Optional.of(setting(option, group, found, depth));
        }
        return lookUp(option, group).map(found -> setting(option, group, found, depth));
    }

    private record Found(List<String> texts, String place) {}

    private Optional<Found> lookUp(Option option, String group) {
        List<OldName> names = new ArrayList<>();
        names.add(new OldName(group, option.name()));
        option.oldNames().forEach(old -> names.add(new OldName(old.groupWithin(group), old.name())));
        List<String> all = new ArrayList<>();
        String place = null;
        for (int i = files.size() - 1; i >= 0; i--) {
            for (OldName name : names) {
                List<Assignment> given = assignments(files.get(i), name);
                if (given.isEmpty()) {
                    continue;
                }
                Assignment last = given.get(given.size() - 1);
                String here = files.get(i).name() + ":" + last.line();
                if (!option.multiple()) {
                    return Optional.of(new Found(List.of(last.value()), here));
                }
                place = place == null ? here : place;
                all.addAll(0, given.stream().map(Assignment::value).toList());
            }
        }
        return place == null ? Optional.empty() : Optional.of(new Found(all, place));
    }

    private static List<Assignment> assignments(IniFile file, OldName name) {
        String group = normal(name.group());
        return file.assignments().stream()
                .filter(assignment -> assignment.key().equals(name.name())
                        && normal(assignment.section()).equals(group))
                .toList();
    }

    private Setting setting(Option option, String group, Found found, int depth) {
        String place = "[" + group + "] " + option.name() + " (" + found.place() + ")";
        List<Object> values = new ArrayList<>();
        for (String text : found.texts()) {
            String replaced = new References(key -> reference(key, group, depth, place)).replace(text);
            try {
                values.add(option.type().convert(replaced));
            } catch (IllegalArgumentException e) {
                throw new BrokenConfiguration(place, e.getMessage());
            }
        }
        return new Setting(option, group, option.multiple() ? values : values.get(0), found.place());
    }

    /** What {@code $key} in a value of that group stands for: an option of the group, of [DEFAULT], or of another group. */
    private String reference(String key, String group, int depth, String place) {
        if (depth == DEEPEST_REFERENCE) {
            throw new BrokenConfiguration(place, "refers to itself");
        }
        int dot = key.indexOf('.');
        String otherGroup = dot < 0 ? group : key.substring(0, dot);
        boolean known = dot < 0
                || table.knows(otherGroup) && !otherGroup.equals("DEFAULT")
                || storeTypes.containsKey(otherGroup);
        Optional<Option> option = known ? option(otherGroup, key.substring(dot + 1)) : Optional.empty();
        if (dot < 0 && option.isEmpty()) {
            otherGroup = "DEFAULT";
            option = option(otherGroup, key);
        }
        if (option.isEmpty()) {
            throw new BrokenConfiguration(place, "refers to $" + key + ", and there is no such option ($$ is a $)");
        }
        return PythonValue.text(effective(option.get(), otherGroup, key.substring(dot + 1), depth + 1));
    }

    /** The option's value in its own group, or its default. */
    Object effective(Option option) {
        return effective(option, option.group(), option.name(), 0);
    }

    private Object effective(Option option, String group, String asked, int depth) {
        Optional<Setting> set = find(option, group, asked, depth);
        if (set.isPresent()) {
            return set.get().value();
        }
        if (option.byDefault().isEmpty()) {
            return option.multiple() ? List.of() : null;
        }
        Found byDefault = new Found(List.of(option.byDefault().get()), "its default");
        return setting(option, group, byDefault, depth).value();
    }

    /** The option of that name in a group as the files write it, be it of a store; old names count too. */
    public Optional<Option> option(String group, String name) {
        String normal = normal(group);
        for (Map<String, Option> options : optionsOf(normal)) {
            Option option = options.get(name);
            if (option != null) {
                return Optional.of(option);
            }
        }
        return renamed(normal, name);
    }

    private List<Map<String, Option>> optionsOf(String group) {
        List<Map<String, Option>> options = new ArrayList<>();
        options.add(table.group(group));
        if (storeTypes.containsKey(group)) {
            options.add(table.group("store any"));
            storeTypes.get(group).forEach(type -> options.add(table.group("store " + type)));
        }
        return options;
    }

    private Optional<Option> renamed(String group, String name) {
        for (Option option : table.all()) {
            String own = option.group();
            boolean ofStore = own.startsWith("store ")
                    && storeTypes.getOrDefault(group, List.of()).contains(own.substring("store ".length()));
            for (OldName old : option.oldNames()) {
                String oldGroup = normal(old.groupWithin(ofStore ? group : own));
                if (oldGroup.equals(group) && old.name().equals(name)) {
                    return Optional.of(option);
                }
            }
        }
        return Optional.empty();
    }

    /** The files, the strongest last. */
    public List<IniFile> files() {
        return files;
    }

    /** Group names in any letter case are the same, but for DEFAULT. */
    public static String normal(String group) {
        return group.equals("DEFAULT") ? group : group.toLowerCase(Locale.ROOT);
    }
}
