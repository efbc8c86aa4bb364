package org.vitrine.policy.oslo;

import java.util.List;
import java.util.Optional;
import org.vitrine.policy.oslo.language.Check;
import org.vitrine.policy.oslo.language.RuleParser;

/**
 * A policy that this server asks for, with its default.
 *
 * @param name what files call it
 * @param text the default rule
 * @param old the default of earlier releases, if it was another (POL-33)
 * @param projectScope whether tokens of system or domain scope are refused (POL-40)
 * @param description one sentence
 * @param operations method and path of what it guards
 */
record RegisteredRule(
        String name,
        String text,
        Optional<Old> old,
        boolean projectScope,
        String description,
        List<String> operations) {

    /** A default that was replaced, under this name or another one. */
    record Old(String name, String text) {
        Check check() {
            return RuleParser.parse(text).check();
        }
    }

    RegisteredRule {
        operations = List.copyOf(operations);
    }

    Check check() {
        return RuleParser.parse(text).check();
    }
}
