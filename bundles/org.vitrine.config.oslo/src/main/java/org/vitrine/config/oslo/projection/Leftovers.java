package org.vitrine.config.oslo.projection;

import java.util.Optional;
import org.vitrine.config.oslo.ini.Assignment;
import org.vitrine.config.oslo.ini.IniFile;
import org.vitrine.config.oslo.option.Destination;
import org.vitrine.config.oslo.option.Option;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.report.Finding.Kind;

/** What the files say and nobody here hears. */
final class Leftovers {
    private final Inputs inputs;
    private final Draft draft;

    Leftovers(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.draft = draft;
    }

    void find() {
        for (IniFile file : inputs.values().files()) {
            for (Assignment assignment : file.assignments()) {
                consider(file, assignment);
            }
        }
    }

    private void consider(IniFile file, Assignment assignment) {
        String subject = "[" + assignment.section() + "] " + assignment.key() + " (" + file.name() + ":"
                + assignment.line() + ")";
        Optional<Option> known = inputs.values().option(assignment.section(), assignment.key());
        if (known.isEmpty()) {
            unknown(subject, assignment);
            return;
        }
        Option option = known.get();
        if (!findWithoutEffect(option, subject, draft) && isOld(option, assignment)) {
            draft.find(Kind.OLD_NAME, subject, "is [" + option.group() + "] " + option.name() + " now");
        }
    }

    /** Names the option in the report if it has no effect here; whether it has none. */
    static boolean findWithoutEffect(Option option, String subject, Draft draft) {
        if (option.destination() instanceof Destination.Unsupported) {
            draft.find(Kind.UNSUPPORTED, subject, "");
            return true;
        }
        if (option.destination() instanceof Destination.Ignored ignored) {
            draft.find(Kind.IGNORED, subject, ignored.why());
            return true;
        }
        return false;
    }

    private static boolean isOld(Option option, Assignment assignment) {
        boolean sameGroup =
                option.group().startsWith("store ") || option.group().equals(OptionValues.normal(assignment.section()));
        return !sameGroup || !option.name().equals(assignment.key());
    }

    private void unknown(String subject, Assignment assignment) {
        String section = OptionValues.normal(assignment.section());
        boolean ofStore = inputs.table().all().stream()
                .anyMatch(option ->
                        option.group().startsWith("store ") && option.name().equals(assignment.key()));
        if (ofStore && section.equals("glance_store")) {
            draft.find(Kind.REMARK, subject, "without effect beside enabled_backends");
        } else if (ofStore) {
            draft.find(Kind.REMARK, subject, "of a store that is not enabled");
        } else if (!isReferredTo(assignment)) {
            draft.find(Kind.UNKNOWN, subject, "");
        }
    }

    /** Groups that auth_section names hold options of another one. */
    private boolean isReferredTo(Assignment assignment) {
        return inputs.values()
                .find(IdentityChoice.GROUP, "auth_section")
                .filter(setting ->
                        OptionValues.normal(setting.text()).equals(OptionValues.normal(assignment.section())))
                .isPresent();
    }
}
