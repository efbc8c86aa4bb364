package org.vitrine.policy.oslo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vitrine.policy.oslo.language.AnyOf;
import org.vitrine.policy.oslo.language.Check;
import org.vitrine.policy.oslo.language.ParsedRule;

/** All rules of a moment: what files say, and the defaults of what they do not mention. Immutable. */
final class RuleSet implements Function<String, Check> {
    private final Map<String, Rule> rules;
    private final Rule otherwise;

    private RuleSet(Map<String, Rule> rules, String defaultRule) {
        this.rules = Map.copyOf(rules);
        otherwise = rules.get(defaultRule);
    }

    /**
     * One rule.
     *
     * @param check what it says
     * @param projectScope whether tokens of another scope are refused
     * @param origin where it comes from, in words
     */
    record Rule(Check check, boolean projectScope, String origin) {}

    /**
     * Puts a set together.
     *
     * @param registered the policies with defaults
     * @param overrides what files say; wins alone (POL-33)
     * @param onlyNewDefaults whether old defaults count for nothing
     * @param defaultRule the rule for unknown names (POL-15)
     */
    static RuleSet of(
            List<RegisteredRule> registered,
            Map<String, ParsedRule> overrides,
            boolean onlyNewDefaults,
            String defaultRule) {
        Map<String, Rule> rules = new HashMap<>();
        overrides.forEach((name, parsed) -> rules.put(name, new Rule(parsed.check(), false, "from a policy file")));
        for (RegisteredRule policy : registered) {
            Rule fromFile = rules.get(policy.name());
            rules.put(
                    policy.name(),
                    fromFile == null
                            ? defaultOf(policy, overrides, onlyNewDefaults)
                            : new Rule(fromFile.check(), policy.projectScope(), fromFile.origin()));
        }
        return new RuleSet(rules, defaultRule);
    }

    private static Rule defaultOf(RegisteredRule policy, Map<String, ParsedRule> overrides, boolean onlyNewDefaults) {
        Check check = policy.check();
        if (policy.old().isEmpty()) {
            return new Rule(check, policy.projectScope(), "by default");
        }
        RegisteredRule.Old old = policy.old().get();
        Optional<Check> renamed = overrideUnderOldName(policy, old, overrides);
        if (renamed.isPresent()) {
            return new Rule(
                    renamed.get(), policy.projectScope(), "from a policy file, under its old name " + old.name());
        }
        if (onlyNewDefaults || old.text().equals(policy.text())) {
            return new Rule(check, policy.projectScope(), "by default");
        }
        return new Rule(
                new AnyOf(List.of(check, old.check())), policy.projectScope(), "by its new and its old default");
    }

    /** An operator's own rule under the old name goes on to count, unless it only points to the new name. */
    private static Optional<Check> overrideUnderOldName(
            RegisteredRule policy, RegisteredRule.Old old, Map<String, ParsedRule> overrides) {
        if (old.name().equals(policy.name()) || !overrides.containsKey(old.name())) {
            return Optional.empty();
        }
        Check override = overrides.get(old.name()).check();
        return override.toString().equals("rule:" + policy.name()) ? Optional.empty() : Optional.of(override);
    }

    /** The rule of that name, the default rule for an unknown name, or null. */
    Rule find(String name) {
        return rules.getOrDefault(name, otherwise);
    }

    /** The check of {@link #find}, or null. */
    @Override
    public Check apply(String name) {
        Rule rule = find(name);
        return rule == null ? null : rule.check();
    }

    boolean has(String name) {
        return rules.containsKey(name);
    }

    Map<String, Rule> rules() {
        return rules;
    }
}
