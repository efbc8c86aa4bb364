package org.vitrine.config.oslo.projection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Destination;
import org.vitrine.config.oslo.option.OptionType;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding;

/** A projection in the making. */
final class Draft {
    private final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    private final List<String> families = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** The configuration with that PID exists, even without any key. */
    void want(String pid) {
        configurations.computeIfAbsent(pid, key -> new LinkedHashMap<>());
    }

    /** Whether there is a configuration with that PID by now. */
    boolean has(String pid) {
        return configurations.containsKey(pid);
    }

    /** Takes a configuration back; whether there was one. */
    boolean drop(String pid) {
        return configurations.remove(pid) != null;
    }

    void put(String pid, String key, String value) {
        want(pid);
        configurations.get(pid).put(key, literal(key, value));
    }

    void put(String pid, String key, List<String> values) {
        want(pid);
        configurations
                .get(pid)
                .put(key, values.stream().map(value -> literal(key, value)).toArray(String[]::new));
    }

    /** Karaf replaces {@code $[env:NAME]} and the like in configurations, unless a backslash stands before it. */
    private static String literal(String key, String value) {
        if (value.contains("\\$[")) {
            throw new BrokenConfiguration(key, "has a backslash before $[, which cannot be passed on");
        }
        return value.replace("$[", "\\$[");
    }

    /** The setting's value, under the key that the option table names, in the configuration with that PID. */
    void put(String pid, Setting setting) {
        Destination.Pid destination = (Destination.Pid) setting.option().destination();
        if (setting.value() == null) {
            return;
        }
        if (isSeveral(setting) && destination.form() != Destination.Form.JOINED) {
            put(pid, destination.key(), setting.list());
        } else {
            put(pid, destination.key(), text(setting, destination.form()));
        }
    }

    private static boolean isSeveral(Setting setting) {
        return setting.value() instanceof List<?> || setting.value() instanceof Map<?, ?>;
    }

    private static String text(Setting setting, Destination.Form form) {
        if (isSeveral(setting)) {
            return String.join(",", setting.list());
        }
        if (setting.option().type() instanceof OptionType.Whole whole) {
            long number = setting.number(0);
            if (form == Destination.Form.MILLISECONDS) {
                number = Math.min(number, Integer.MAX_VALUE / 1000) * 1000;
            }
            return String.valueOf(
                    whole.large() ? number : Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number)));
        }
        return String.valueOf(setting.value());
    }

    /** No shipped instance whose PID begins so may stay, but for those that are wanted. */
    void claim(String family) {
        families.add(family);
    }

    void find(Finding.Kind kind, String subject, String remark) {
        Finding finding = new Finding(kind, subject, remark);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    Projection finish(List<String> files) {
        return new Projection(
                Collections.unmodifiableMap(configurations),
                List.copyOf(families),
                List.copyOf(findings),
                List.copyOf(files));
    }
}
