package org.vitrine.config.oslo.projection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vitrine.config.oslo.ini.BrokenConfiguration;
import org.vitrine.config.oslo.option.OptionValues;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/** Where the rules lie: policies (op:POL-20 to op:POL-30) and property protections (op:PROP-1, op:PROP-2). */
final class PolicyFiles {
    private static final String POLICY = "org.vitrine.policy.oslo";
    private static final String PROTECTION = "org.vitrine.property.rules";

    private final Inputs inputs;
    private final OptionValues values;
    private final Draft draft;

    PolicyFiles(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.values = inputs.values();
        this.draft = draft;
    }

    void project() {
        values.find("oslo_policy", "policy_file")
                .ifPresent(setting -> draft.put(POLICY, "policy.file", located(setting, setting.text())));
        values.find("oslo_policy", "policy_dirs")
                .ifPresent(setting -> draft.put(
                        POLICY,
                        "policy.dirs",
                        setting.list().stream()
                                .map(name -> located(setting, name))
                                .toList()));
        protections();
    }

    /** A name as it is, for the engine to look for; the file beside the others when an absolute one is not there. */
    private String located(Setting setting, String name) {
        if (!Path.of(name).isAbsolute() || Files.exists(Path.of(name))) {
            return name;
        }
        Optional<Path> beside = inputs.directory().find(name);
        beside.ifPresent(file -> draft.find(
                Kind.REMARK, setting.where(), "is not there; the file of that name beside the others is used"));
        return beside.map(Path::toString).orElse(name);
    }

    /** Named and not there is an error at start (op:PROP-9); what else is wrong with it the driver finds and tells. */
    private void protections() {
        Optional<Setting> file = values.find("DEFAULT", "property_protection_file")
                .filter(setting -> !setting.text().isEmpty());
        if (file.isEmpty()) {
            return;
        }
        Path found = inputs.directory()
                .find(file.get().text())
                .orElseThrow(() -> new BrokenConfiguration(file.get().where(), "there is no such file"));
        draft.put("org.vitrine.core.property", "enabled", "true");
        draft.put(PROTECTION, "property.protection.file", found.toString());
        inputs.property()
                .apply("karaf.data")
                .ifPresent(data -> draft.put(PROTECTION, "error.file", data + "/vitrine/property-protection-error"));
        values.find("DEFAULT", "property_protection_rule_format")
                .ifPresent(setting -> draft.put(PROTECTION, "property.protection.rule.format", setting.text()));
    }
}
