package org.vitrine.policy.oslo.language;

/** {@code rule:<name>}: what the rule of that name says, or the default rule, or no (POL-7). */
record RuleReference(String name) implements Check {
    @Override
    public Verdict test(Question question) {
        Check rule = question.rule(name);
        return rule == null ? Verdict.NO : question.ask(rule);
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        Check rule = question.rule(name);
        if (rule == null) {
            explanation.reason("there is no such rule, and no default rule");
        } else {
            explanation.add(question, rule);
        }
    }

    @Override
    public String toString() {
        return "rule:" + name;
    }
}
