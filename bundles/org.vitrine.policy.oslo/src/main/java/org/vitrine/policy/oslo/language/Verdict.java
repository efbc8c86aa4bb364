package org.vitrine.policy.oslo.language;

/** What a check says. */
public enum Verdict {
    /** The check holds. */
    YES,
    /** It does not. */
    NO,
    /**
     * It cannot be evaluated at all, such as a cycle of rules. Nothing turns this into a yes: not even {@code not}.
     * The reference raises an error here, which refuses the request.
     */
    BROKEN;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }

    Verdict negated() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case BROKEN -> BROKEN;
        };
    }
}
