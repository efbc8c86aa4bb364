package org.vitrine.config.oslo.projection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/** When the health check says no: the section of the paste file wins over {@code [healthcheck]} (op:HEALTH-1, op:HEALTH-5). */
final class HealthChoice {
    private static final String GROUP = "healthcheck";
    private static final String BACKENDS = "backends";
    private static final String FILE = "disable_by_file_path";
    private static final String BY_FILE = "disable_by_file";

    private final OptionValues values;
    private final Draft draft;

    HealthChoice(Inputs inputs, Draft draft) {
        this.values = inputs.values();
        this.draft = draft;
    }

    void project(Map<String, String> section) {
        List<String> backends = Optional.ofNullable(section.get(BACKENDS))
                .map(HealthChoice::words)
                .or(() -> values.find(GROUP, BACKENDS).map(Setting::list))
                .orElse(List.of());
        String file = Optional.ofNullable(section.get(FILE))
                .or(() -> values.find(GROUP, FILE).map(Setting::text))
                .orElse("");
        draft.put("org.vitrine.edge.healthcheck", "disable.by.file.path", backends.contains(BY_FILE) ? file : "");
        backends.stream()
                .filter(backend -> !backend.equals(BY_FILE))
                .forEach(backend -> draft.find(Kind.UNSUPPORTED, "health check backend " + backend, ""));
        section.keySet().stream()
                .filter(key -> !key.equals(BACKENDS) && !key.equals(FILE))
                .forEach(key -> draft.find(Kind.UNSUPPORTED, "health check " + key, ""));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
