package org.vitrine.policy.oslo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes random rules, right and wrong ones, and files of them. */
final class RuleWriter {
    static final List<String> NAMES =
            List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "default", "fallback", "foo:create");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> RIGHT = List.of(
            "%(owner)s",
            "%(project_id)s",
            "%(member_id)s",
            "%(visibility)s",
            "%(protected)s",
            "%(min_disk)s",
            "%(name)s",
            "%(missing)s",
            "%(user.id)s",
            "%(a(b))s",
            "p1",
            "public",
            "True",
            "None",
            "u1",
            "admin",
            "member",
            "p%(min_disk)s",
            "%(owner)s%(owner)s",
            "100%%",
            "all",
            "",
            "%(name)d",
            "%(missing)s%d",
            "%",
            "%z",
            "%(name)",
            "a:b");
    private static final List<String> LEFT = List.of(
            "project_id",
            "user_id",
            "tenant",
            "tenant_id",
            "owner",
            "user",
            "is_admin",
            "is_admin_project",
            "domain_id",
            "system",
            "system_scope",
            "project_domain_id",
            "roles",
            "service_roles",
            "service_project_id",
            "'public'",
            "\"public\"",
            "True",
            "False",
            "None",
            "5",
            "-1",
            "0x5",
            "5.0",
            "unknown",
            "unknown.deep",
            "project_id.deep",
            "roles.deep",
            "service_roles.deep",
            "is_admin_project.x.y",
            "None.deep",
            "a-b",
            "user.class",
            "is",
            "1abc",
            "",
            "%(name)s",
            "'open");
    private static final List<String> SPACES = List.of(" ", "  ", "\t", "\n", " \r\n ", "\u00a0", "\u2003");

    /** Rules that others refer to. */
    static final Map<String, Object> BLOCKS = Map.of(
            "b0",
            "role:member or user_id:%(name)s",
            "b1",
            List.of("role:reader", List.of("rule:b0", "@")),
            "b2",
            "not rule:b1");

    private final Random random;

    RuleWriter(Random random) {
        this.random = random;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Text or lists. */
    Object rule() {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1, 2 -> list();
            case 3 -> soup();
            default -> expression(4);
        };
    }

    private List<Object> list() {
        List<Object> outer = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                outer.add(random.nextInt(6) == 0 ? "" : check());
                continue;
            }
            List<Object> inner = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                inner.add(
                        random.nextInt(8) == 0
                                ? pick(List.of("", "and", "role:a b", " user_id:u1", "user_id :u1"))
                                : check());
            }
            outer.add(inner);
        }
        return outer;
    }

    private String expression(int depth) {
        if (depth == 0) {
            return check();
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> expression(depth - 1) + space() + word("or") + space() + expression(depth - 1);
            case 2, 3 -> expression(depth - 1) + space() + word("and") + space() + expression(depth - 1);
            case 4 -> word("not") + space() + expression(depth - 1);
            case 5 -> "(" + maybeSpace() + expression(depth - 1) + maybeSpace() + ")";
            case 6 -> random.nextInt(20) == 0 ? "(" + expression(depth - 1) : expression(depth - 1);
            default -> check();
        };
    }

    /** Words in any order, seldom a rule at all. */
    String soup() {
        List<String> words = List.of(
                "and",
                "or",
                "not",
                "(",
                ")",
                "((",
                "))",
                "@",
                "!",
                "role:admin",
                "(role:member)",
                "not)",
                "'q'",
                "\"a:b\"",
                "'a')",
                "x",
                "AND",
                "oR");
        StringBuilder soup = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            soup.append(pick(words)).append(random.nextInt(8) == 0 ? "" : space());
        }
        return soup.toString();
    }

    private String check() {
        return switch (random.nextInt(16)) {
            case 0 -> "@";
            case 1 -> "!";
            case 2, 3, 4 ->
                "role:" + pick(List.of("admin", "Member", "READER", "%(name)s", "%(missing)s", "service", "\u0130"));
            case 5, 6 -> "rule:" + reference();
            case 7 -> pick(List.of("nocolon", "'quoted'", "\"a:b\"", "Role:admin", "rule:", "role:"));
            default -> pick(LEFT) + ":" + pick(RIGHT);
        };
    }

    /** Seldom to itself, which takes the reference long. */
    private String reference() {
        return switch (random.nextInt(12)) {
            case 0 -> "nowhere";
            case 1 -> pick(NAMES);
            default -> pick(List.of("b0", "b1", "b2"));
        };
    }

    private String space() {
        return random.nextInt(4) == 0 ? pick(SPACES) : " ";
    }

    private String maybeSpace() {
        return random.nextBoolean() ? "" : space();
    }

    private String word(String word) {
        return random.nextInt(4) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word;
    }

    /** A file with that many rules, as JSON or in one of the styles of YAML. */
    String file(int count, List<String> names) throws JsonProcessingException {
        Map<String, Object> rules = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            rules.put(pick(names), rule());
        }
        return write(rules);
    }

    String write(Map<String, Object> rules) throws JsonProcessingException {
        return switch (random.nextInt(4)) {
            case 0 ->
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rules).replaceAll("(?m)^  ", "\t");
            case 1 -> "# a comment: \"\n---\n" + JSON.writeValueAsString(rules) + "\n";
            default -> block(rules);
        };
    }

    private String block(Map<String, Object> rules) throws JsonProcessingException {
        StringBuilder yaml = new StringBuilder("# rules\n");
        String anchored = null;
        for (Map.Entry<String, Object> rule : rules.entrySet()) {
            yaml.append(rule.getKey().contains(":") ? "'" + rule.getKey() + "'" : rule.getKey())
                    .append(":");
            if (rule.getValue() instanceof String text) {
                if (anchored == null && random.nextInt(4) == 0) {
                    anchored = text;
                    yaml.append(" &shared");
                }
                yaml.append(
                        text.equals(anchored) && yaml.indexOf("&shared") < yaml.length() - 7
                                ? " *shared"
                                : scalar(text));
            } else {
                yaml.append(" ").append(JSON.writeValueAsString(rule.getValue()));
            }
            yaml.append(random.nextInt(4) == 0 ? "  # why\n\n" : "\n");
        }
        return yaml.toString();
    }

    private String scalar(String text) throws JsonProcessingException {
        boolean plain = text.matches("[a-z][a-z:_%()' ]*[a-z')]") && !text.contains(": ");
        return switch (random.nextInt(plain ? 3 : 2)) {
            case 0 -> " " + JSON.writeValueAsString(text);
            case 1 ->
                text.matches("[ -~]*") ? " '" + text.replace("'", "''") + "'" : " " + JSON.writeValueAsString(text);
            default -> " " + text;
        };
    }
}
