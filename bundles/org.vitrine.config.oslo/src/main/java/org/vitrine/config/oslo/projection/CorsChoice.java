package org.vitrine.config.oslo.projection;

import java.util.Map;
import java.util.Optional;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.report.Finding.Kind;

/** Scripts of which other sites may read answers: nothing without the filter, whose section wins over {@code [cors]} (op:CORS-1 to op:CORS-7). */
final class CorsChoice {
    private static final String GROUP = "cors";
    private static final String PID = "org.vitrine.edge.cors";

    private final Inputs inputs;
    private final Draft draft;

    CorsChoice(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.draft = draft;
    }

    /** @param section what the filter's section sets, if the pipeline has the filter */
    void project(Optional<Map<String, String>> section) {
        if (section.isEmpty()) {
            if (draft.drop(PID)) {
                draft.find(Kind.REMARK, "[cors]", "without effect, as the pipeline has no filter cors");
            }
            return;
        }
        for (Option option : inputs.table().group(GROUP).values()) {
            String text = section.get().get(option.name());
            if (text != null) {
                try {
                    draft.put(PID, inputs.values().convert(option, "filter:cors", text, "paste file"));
                } catch (IllegalArgumentException e) {
                    throw new BrokenConfiguration("[filter:cors] " + option.name(), e.getMessage());
                }
            }
        }
    }
}
