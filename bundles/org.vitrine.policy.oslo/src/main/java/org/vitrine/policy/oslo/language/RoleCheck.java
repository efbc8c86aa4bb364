package org.vitrine.policy.oslo.language;

import java.util.List;
import org.vitrine.spi.identity.RoleNames;

/** {@code role:<name>}: the caller has that role, in whatever letter case (POL-8). */
record RoleCheck(Template name) implements Check {
    @Override
    public Verdict test(Question question) {
        String wanted = name.fill(question.target());
        if (wanted == null) {
            return name.unfilled(question.target());
        }
        String lower = RoleNames.folded(wanted);
        List<String> roles = Credentials.roles(question.caller());
        for (int i = 0; i < roles.size(); i++) {
            // Not equalsIgnoreCase: that also folds by upper case, and so takes a dotless i for an i.
            if (RoleNames.folded(roles.get(i)).equals(lower)) {
                return Verdict.YES;
            }
        }
        return Verdict.NO;
    }

    @Override
    public void explain(Question question, Explanation explanation) {
        String wanted = name.fill(question.target());
        if (wanted == null) {
            explanation.reason(name.whyUnfilled(question.target()));
        } else {
            explanation.reason("role " + wanted + " among " + Credentials.roles(question.caller()));
        }
    }

    @Override
    public String toString() {
        return "role:" + name;
    }
}
