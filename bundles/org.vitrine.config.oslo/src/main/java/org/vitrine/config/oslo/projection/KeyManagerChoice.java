package org.vitrine.config.oslo.projection;

import java.util.Optional;
import java.util.Set;
import org.vitrine.config.oslo.option.Setting;
import org.vitrine.config.oslo.report.Finding.Kind;

/**
 * Who deletes the keys of encrypted images: Barbican, unless the files name another (op:CFG-77). It needs no option of its
 * own, but callers with tokens.
 */
final class KeyManagerChoice {
    private static final String BARBICAN = "org.vitrine.keymanager.barbican";
    private static final String KEYSTONE = "org.vitrine.identity.keystone";
    private static final Set<String> NAMES =
            Set.of("barbican", "castellan.key_manager.barbican_key_manager.BarbicanKeyManager");

    private final Inputs inputs;
    private final Draft draft;

    KeyManagerChoice(Inputs inputs, Draft draft) {
        this.inputs = inputs;
        this.draft = draft;
    }

    /** After the identity driver and the options of {@code [barbican]} have been projected. */
    void project() {
        Optional<Setting> other =
                inputs.values().find("key_manager", "backend").filter(setting -> !NAMES.contains(setting.text()));
        if (other.isPresent()) {
            draft.drop(BARBICAN);
            draft.find(Kind.UNSUPPORTED, other.get().where(), "keys of encrypted images stay");
        } else if (draft.has(KEYSTONE)) {
            draft.want(BARBICAN);
        }
    }
}
