package org.vitrine.policy.oslo.language;

import java.util.List;
import java.util.stream.Collectors;

/** {@code or}: asked from left to right, up to the first that is no no. */
public record AnyOf(List<Check> checks) implements Check {
    /** Copies the list. */
    public AnyOf {
        checks = List.copyOf(checks);
    }

    @Override
    public Verdict test(Question question) {
        for (int i = 0; i < checks.size(); i++) {
            Verdict verdict = question.ask(checks.get(i));
            if (verdict != Verdict.NO) {
                return verdict;
            }
        }
        return Verdict.NO;
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        for (Check check : checks) {
            if (explanation.add(question, check) != Verdict.NO) {
                return;
            }
        }
    }

    @Override
    public String toString() {
        return checks.stream().map(Check::toString).collect(Collectors.joining(" or ", "(", ")"));
    }
}
