package org.vitrine.policy.oslo.language;

import java.util.List;
import java.util.stream.Collectors;

/** {@code and}: asked from left to right, up to the first that is no yes. */
record AllOf(List<Check> checks) implements Check {
    AllOf {
        checks = List.copyOf(checks);
    }

    @Override
    public Verdict test(Question question) {
        for (int i = 0; i < checks.size(); i++) {
            Verdict verdict = question.ask(checks.get(i));
            if (verdict != Verdict.YES) {
                return verdict;
            }
        }
        return Verdict.YES;
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        for (Check check : checks) {
            if (explanation.add(question, check) != Verdict.YES) {
                return;
            }
        }
    }

    @Override
    public String toString() {
        return checks.stream().map(Check::toString).collect(Collectors.joining(" and ", "(", ")"));
    }
}
