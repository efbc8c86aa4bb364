package org.vitrine.policy.oslo;

/** Writes the sample policy file from the policies in code. */
final class SamplePolicies {
    private final StringBuilder text = new StringBuilder();

    SamplePolicies() {
        comment("Who may do what. Every policy is shown at its default; to change one, copy its line into a file");
        comment("policy.yaml in the same directory, without the # before it. Changes count at once.");
        comment("");
        comment("A rule is text in quotes. \"\" or \"@\" allows everybody, \"!\" nobody.");
        comment("  role:NAME                 the caller has that role, in whatever letter case");
        comment("  rule:NAME                 what the rule of that name says");
        comment("  project_id:%(owner)s      what is known of the caller against what it is about");
        comment("  'public':%(visibility)s   a value against what it is about");
        comment("  http://HOST/PATH          another server says True");
        comment("Checks are joined by not, and, or, in this order of strength, and by parentheses.");
        DefaultRules.list().forEach(this::add);
    }

    private void add(RegisteredRule rule) {
        text.append('\n');
        comment(rule.description());
        rule.operations().forEach(operation -> comment("  " + operation));
        rule.old()
                .ifPresent(old -> comment(
                        "Earlier default, allowed too while enforce.new.defaults is off: \"" + old.text() + "\""));
        if (rule.projectScope()) {
            comment("Scope: project");
        }
        text.append("#\"")
                .append(rule.name())
                .append("\": \"")
                .append(rule.text().replace("\"", "\\\""))
                .append("\"\n");
    }

    private void comment(String line) {
        text.append(line.isEmpty() ? "#" : "# " + line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
