package org.vitrine.policy.oslo.language;

import java.util.List;

/**
 * A rule as parsed.
 *
 * @param check what it says; {@link FixedCheck#NEVER} when it could not be parsed (POL-5)
 * @param complaints what the operator should know about it, in words that fit after the rule's name
 */
public record ParsedRule(Check check, List<String> complaints) {
    /** Copies the list. */
    public ParsedRule {
        complaints = List.copyOf(complaints);
    }
}
