package org.vitrine.policy.oslo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vitrine.policy.oslo.language.Anatomy;
import org.vitrine.policy.oslo.language.ParsedRule;

/** What an operator should know about a set of rules that works (POL-12, POL-34, POL-73). */
final class RuleReview {
    private static final String NEVER_ASKED = "modify_task";

    private final RuleSet rules;
    private final Map<String, Anatomy> anatomies = new TreeMap<>();

    private RuleReview(RuleSet rules) {
        this.rules = rules;
        rules.rules().forEach((name, rule) -> anatomies.put(name, Anatomy.of(rule.check())));
    }

    /** Sentences, none when all is well. */
    static List<String> of(
            RuleSet rules,
            List<RegisteredRule> registered,
            Map<String, ParsedRule> overrides,
            boolean serversVerified) {
        RuleReview review = new RuleReview(rules);
        List<String> findings = new ArrayList<>();
        add(findings, review.undefined(), "refer to a rule that is not defined");
        add(findings, review.circular(), "refer to each other in a circle, which nothing can be decided by");
        add(
                findings,
                redundant(registered, overrides),
                "are the same as their defaults and can go from the policy files");
        if (overrides.containsKey(NEVER_ASKED)) {
            findings.add("Policy " + NEVER_ASKED + " is never asked and will be removed");
        }
        if (!serversVerified && review.anatomies.values().stream().anyMatch(Anatomy::asksByTls)) {
            findings.add("Policy servers are asked by https, and anybody can pass for them:"
                    + " remote.ssl.verify.server.crt is off");
        }
        return findings;
    }

    private static void add(List<String> findings, Set<String> names, String what) {
        if (!names.isEmpty()) {
            findings.add("Policies " + names + " " + what);
        }
    }

    private Set<String> undefined() {
        Set<String> found = new TreeSet<>();
        anatomies.forEach((name, anatomy) -> {
            if (!anatomies.keySet().containsAll(anatomy.references())) {
                found.add(name);
            }
        });
        return found;
    }

    /** What remains when rules without open references are taken away again and again. */
    private Set<String> circular() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> referrers = new HashMap<>();
        Deque<String> settled = new ArrayDeque<>();
        anatomies.forEach((name, anatomy) -> {
            List<String> targets =
                    anatomy.references().stream().filter(rules::has).toList();
            targets.forEach(target ->
                    referrers.computeIfAbsent(target, key -> new ArrayList<>()).add(name));
            open.put(name, targets.size());
            if (targets.isEmpty()) {
                settled.add(name);
            }
        });
        Set<String> circular = new TreeSet<>(anatomies.keySet());
        while (!settled.isEmpty()) {
            String name = settled.remove();
            circular.remove(name);
            for (String referrer : referrers.getOrDefault(name, List.of())) {
                if (open.merge(referrer, -1, Integer::sum) == 0) {
                    settled.add(referrer);
                }
            }
        }
        return circular;
    }

    private static Set<String> redundant(List<RegisteredRule> registered, Map<String, ParsedRule> overrides) {
        Set<String> found = new TreeSet<>();
        for (RegisteredRule rule : registered) {
            ParsedRule override = overrides.get(rule.name());
            if (override != null
                    && override.check().toString().equals(rule.check().toString())) {
                found.add(rule.name());
            }
        }
        return found;
    }
}
