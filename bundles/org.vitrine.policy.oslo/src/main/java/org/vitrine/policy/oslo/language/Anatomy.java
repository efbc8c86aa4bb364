package org.vitrine.policy.oslo.language;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a check is made of, without asking it. */
public final class Anatomy {
    private final Set<String> references = new HashSet<>();
    private boolean asksByTls;

    private Anatomy() {}

    /** Looks at the whole tree, not at the rules that it refers to. */
    public static Anatomy of(Check check) {
        Anatomy anatomy = new Anatomy();
        Deque<Check> left = new ArrayDeque<>();
        left.push(check);
        while (!left.isEmpty()) {
            anatomy.look(left.pop(), left);
        }
        return anatomy;
    }

    private void look(Check check, Deque<Check> left) {
        if (check instanceof AllOf all) {
            all.checks().forEach(left::push);
        } else if (check instanceof AnyOf any) {
            any.checks().forEach(left::push);
        } else if (check instanceof Negation negation) {
            left.push(negation.check());
        } else if (check instanceof RuleReference reference) {
            references.add(reference.name());
        } else if (check instanceof RemoteCheck remote) {
            asksByTls |= remote.toString().startsWith("https:");
        }
    }

    /** The names of the rules that it refers to. */
    public Set<String> references() {
        return references;
    }

    /** Whether it asks a server by https. */
    public boolean asksByTls() {
        return asksByTls;
    }
}
