package org.vitrine.policy.oslo.language;

/** A check whose left side is no Python expression; the reference fails on it, unless the target lacks a key first. */
record MalformedCheck(String kind, Template right) implements Check {
    @Override
    public Verdict test(Question question) {
        return right.fill(question.target()) == null ? right.unfilled(question.target()) : Verdict.BROKEN;
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        explanation.reason("'" + kind + "' is neither a value nor the name of a credential");
    }

    @Override
    public String toString() {
        return kind + ":" + right;
    }
}
