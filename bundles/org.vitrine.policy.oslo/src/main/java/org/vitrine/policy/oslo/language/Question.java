package org.vitrine.policy.oslo.language;

import java.net.URI;
import java.util.function.Function;
import org.vitrine.domain.identity.Identity;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.spi.policy.PolicyTarget;

/**
 * One question to the rules: who wants to do what to what. For one thread and one answer.
 *
 * <p>Walks at most so deep and so far: rules that refer to each other in a circle, or double at each step, end in
 * {@link Verdict#BROKEN} instead of a full stack or an hour of work (POL-12).
 */
public final class Question {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_STEPS = 100_000;

    private final Function<String, Check> rules;
    private final RemoteJudge judge;
    private final RequestContext caller;
    private final String rule;
    private final PolicyTarget target;
    private int depth;
    private int steps;

    /**
     * @param rules the rule of a name, the default rule for unknown names, or null
     * @param judge asked by http checks
     * @param caller who asks
     * @param rule the name of the rule that is asked
     * @param target what it is about
     */
    public Question(
            Function<String, Check> rules, RemoteJudge judge, RequestContext caller, String rule, PolicyTarget target) {
        this.rules = rules;
        this.judge = judge;
        this.caller = caller;
        this.rule = rule;
        this.target = target;
    }

    /** What the check says to this question. */
    public Verdict ask(Check check) {
        if (depth == MAX_DEPTH || steps == MAX_STEPS) {
            return Verdict.BROKEN;
        }
        depth++;
        steps++;
        Verdict verdict = check.test(this);
        depth--;
        return verdict;
    }

    /** The rule of that name. Where nobody proves who they are, the caller is an administrator by decree (AUTH-8). */
    Check rule(String name) {
        if (name.equals("context_is_admin") && caller.identity().kind() == Identity.Kind.UNAUTHENTICATED_ADMIN) {
            return FixedCheck.ALWAYS;
        }
        return rules.apply(name);
    }

    RequestContext caller() {
        return caller;
    }

    PolicyTarget target() {
        return target;
    }

    boolean permittedBy(URI server) {
        return judge.permits(server, rule, caller, target);
    }
}
