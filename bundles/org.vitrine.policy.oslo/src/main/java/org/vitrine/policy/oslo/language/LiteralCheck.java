package org.vitrine.policy.oslo.language;

/** {@code 'public':%(visibility)s}: a value that is written in the rule itself, against the target (POL-10). */
record LiteralCheck(String kind, String value, Template right) implements Check {
    @Override
    public Verdict test(Question question) {
        String wanted = right.fill(question.target());
        return wanted == null ? right.unfilled(question.target()) : Verdict.of(wanted.equals(value));
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        String wanted = right.fill(question.target());
        explanation.reason(
                wanted == null ? right.whyUnfilled(question.target()) : "'" + value + "' against '" + wanted + "'");
    }

    @Override
    public String toString() {
        return kind + ":" + right;
    }
}
