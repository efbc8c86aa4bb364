package org.vitrine.policy.oslo.language;

/** {@code not}. */
record Negation(Check check) implements Check {
    @Override
    public Verdict test(Question question) {
        return question.ask(check).negated();
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        explanation.add(question, check);
    }

    @Override
    public String toString() {
        return "not " + check;
    }
}
