package org.vitrine.policy.oslo.language;

import java.util.List;

/** {@code project_id:%(owner)s}: something known of the caller, against the target (POL-10). */
record CredentialCheck(String kind, LeftSide.Path left, Template right) implements Check {
    @Override
    public Verdict test(Question question) {
        String wanted = right.fill(question.target());
        if (wanted == null) {
            return right.unfilled(question.target());
        }
        Object found = Credentials.find(question.caller(), left.first());
        if (found == null) {
            return Verdict.NO;
        }
        if (found instanceof List<?> several) {
            return anyOf(several, wanted);
        }
        return left.deep() ? Verdict.BROKEN : Verdict.of(wanted.equals(found));
    }

    /** No credential is a map, so going deeper fails as soon as there is an element to go into. */
    private Verdict anyOf(List<?> several, String wanted) {
        if (left.deep()) {
            return several.isEmpty() ? Verdict.NO : Verdict.BROKEN;
        }
        return Verdict.of(several.contains(wanted));
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        String wanted = right.fill(question.target());
        Object found = Credentials.find(question.caller(), left.first());
        if (wanted == null) {
            explanation.reason(right.whyUnfilled(question.target()));
        } else if (found == null) {
            explanation.reason("there is no credential " + left.first());
        } else if (left.deep()) {
            explanation.reason(left.first() + " has nothing inside");
        } else {
            explanation.reason(left.first() + " is '" + found + "', against '" + wanted + "'");
        }
    }

    @Override
    public String toString() {
        return kind + ":" + right;
    }
}
