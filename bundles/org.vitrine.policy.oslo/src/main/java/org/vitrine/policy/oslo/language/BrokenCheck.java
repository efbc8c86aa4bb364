package org.vitrine.policy.oslo.language;

/** A check that the parser accepted but that cannot be evaluated; the reference raises an error when it comes to it. */
record BrokenCheck(String text, String reason) implements Check {
    @Override
    public Verdict test(Question question) {
        return Verdict.BROKEN;
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        explanation.reason(reason);
    }

    @Override
    public String toString() {
        return text;
    }
}
