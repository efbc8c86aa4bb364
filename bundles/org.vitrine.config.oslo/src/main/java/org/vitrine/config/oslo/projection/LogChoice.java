package org.vitrine.config.oslo.projection;

import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;

/** How much is logged (op:CFG-80); where it goes is for {@code org.ops4j.pax.logging.cfg} to say. */
final class LogChoice {
    private static final String PID = "org.ops4j.pax.logging";
    private static final String LEVEL = "log4j2.logger.vitrine.level";

    private final OptionValues values;
    private final Draft draft;

    LogChoice(Inputs inputs, Draft draft) {
        this.values = inputs.values();
        this.draft = draft;
    }

    void project() {
        if (values.find("DEFAULT", "debug").filter(Setting::flag).isPresent()) {
            draft.put(PID, LEVEL, "DEBUG");
        }
    }
}
