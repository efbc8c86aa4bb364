package org.vitrine.policy.oslo.language;

/**
 * One node of a parsed rule. Two checks are equal when they mean the same; {@code toString} is the rule text that means
 * them.
 */
public sealed interface Check
        permits AllOf,
                AnyOf,
                BrokenCheck,
                CredentialCheck,
                FixedCheck,
                LiteralCheck,
                MalformedCheck,
                Negation,
                RemoteCheck,
                RoleCheck,
                RuleReference {
    /** What this check says; children are asked through {@link Question#ask}, which bounds the walk. */
    Verdict test(Question question);

    /** Why it says so, for an operator; appended below the line about this check itself. */
    default void explain(Question question, Explanation explanation) {}
}
