package org.vitrine.config.oslo.projection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/** When the health check says no: the section of the paste file wins over {@code [healthcheck]} (op:HEALTH-1 to op:HEALTH-6). */
final class HealthChoice {
    private static final String PID = "org.vitrine.edge.healthcheck";
    private static final String GROUP = "healthcheck";
    private static final List<String> KEYS = List.of(
            "backends",
            "disable_by_file_path",
            "disable_by_file_paths",
            "enable_by_file_paths",
            "detailed",
            "allowed_source_ranges",
            "ignore_proxied_requests");

    private final Inputs inputs;
    private final Draft draft;

    HealthChoice(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.draft = draft;
    }

    /** What the reference does not find anywhere is its default, which is not always ours. */
    void project(Map<String, String> section) {
        for (String name : KEYS) {
            Option option = inputs.table().option(GROUP, name);
            Optional<Object> value = Optional.ofNullable(section.get(name))
                    .map(option.type()::convert)
                    .or(() -> inputs.values().find(GROUP, name).map(Setting::value))
                    .or(() -> option.byDefault().map(option.type()::convert));
            draft.put(PID, name.replace('_', '.'), value.map(HealthChoice::text).orElse(""));
        }
        section.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> draft.find(Kind.UNSUPPORTED, "health check " + key, ""));
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value.toString();
    }
}
